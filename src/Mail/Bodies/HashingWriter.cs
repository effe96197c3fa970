using System.Buffers;
using System.Security.Cryptography;

namespace Banzhang.Mail.Bodies;

/// <summary>Counts and hashes (SHA-256) what is written, keeping none of it.</summary>
internal sealed class HashingWriter : IBufferWriter<byte>, IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);

    public long Count { get; private set; }

    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Advance(int count)
    {
        _hash.AppendData(_buffer, 0, count);
        Count += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        }
        return _buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _hash.Dispose();
    }
}
