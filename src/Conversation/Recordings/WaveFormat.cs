using System.Buffers.Binary;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Recordings;

/// <summary>How samples stand in a WAV file: PCM of 8 to 32 bits, 32-bit float, and the two telephone codes.</summary>
internal sealed record WaveFormat(int Code, int Channels, int Rate, int Bits)
{
    private const int Pcm = 1, Float = 3, ALaw = 6, MuLaw = 7, Extensible = 0xFFFE;

    public int FrameBytes => Channels * Bits / 8;

    /// <summary>Reads up to the first sample; everything before it but the format is passed over.</summary>
    /// <returns>The format and how many bytes of samples follow.</returns>
    public static Outcome<(WaveFormat Format, long Bytes)> Read(Stream file)
    {
        Span<byte> head = stackalloc byte[12];
        if (file.ReadAtLeast(head, 12, false) < 12 || !head[..4].SequenceEqual("RIFF"u8) || !head[8..].SequenceEqual("WAVE"u8))
            return new RecordingIsNoWave("RIFF/WAVE");
        WaveFormat? format = null;
        while (file.ReadAtLeast(head[..8], 8, false) == 8)
        {
            var name = head[..4];
            var size = (long)BinaryPrimitives.ReadUInt32LittleEndian(head[4..]);
            if (name.SequenceEqual("data"u8))
                return format is null ? new RecordingIsNoWave("fmt") : (format, size);
            if (name.SequenceEqual("fmt "u8))
            {
                var read = ReadFormat(file, size);
                if (read.Refusal is { } refusal)
                    return refusal;
                format = read.Value;
            }
            else if (!Skip(file, size + (size & 1)))
                break;
        }
        return new RecordingIsNoWave("data");
    }

    public float Sample(ReadOnlySpan<byte> bytes) => (Code, Bits) switch
    {
        (Pcm, 8) => (bytes[0] - 128) / 128f,
        (Pcm, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (Pcm, 24) => ((bytes[0] << 8 | bytes[1] << 16 | bytes[2] << 24) >> 8) / 8388608f,
        (Pcm, 32) => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
        (Float, 32) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (ALaw, 8) => FromALaw(bytes[0]),
        _ => FromMuLaw(bytes[0]),
    };

    private static Outcome<WaveFormat> ReadFormat(Stream file, long size)
    {
        Span<byte> bytes = stackalloc byte[40];
        if (size is < 16 or > 1024 || file.ReadAtLeast(bytes[..16], 16, false) < 16)
            return new RecordingIsNoWave("fmt");
        var code = (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var rest = (int)(size - 16 + (size & 1));
        if (code == Extensible && rest >= 24)
        {
            // The code is the beginning of the identifier that follows the mask of the channels.
            if (file.ReadAtLeast(bytes[16..40], 24, false) < 24)
                return new RecordingIsNoWave("fmt");
            code = BinaryPrimitives.ReadUInt16LittleEndian(bytes[24..]);
            rest -= 24;
        }
        if (!Skip(file, rest))
            return new RecordingIsNoWave("fmt");
        var format = new WaveFormat(code, BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]), (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])), BinaryPrimitives.ReadUInt16LittleEndian(bytes[14..]));
        return format switch
        {
            { Code: not (Pcm or Float or ALaw or MuLaw) } => new RecordingHasOtherFormat($"code {code}"),
            { Channels: not (1 or 2) } => new RecordingHasOtherFormat($"{format.Channels} channels"),
            { Rate: < 4000 or > 192_000 } => new RecordingHasOtherFormat($"{format.Rate} Hz"),
            { Code: Pcm, Bits: not (8 or 16 or 24 or 32) } or { Code: Float, Bits: not 32 } or { Code: ALaw or MuLaw, Bits: not 8 } => new RecordingHasOtherFormat($"{format.Bits} bits"),
            _ => format,
        };
    }

    private static bool Skip(Stream file, long bytes)
    {
        Span<byte> passed = stackalloc byte[512];
        while (bytes > 0)
        {
            var read = file.Read(passed[..(int)Math.Min(bytes, passed.Length)]);
            if (read == 0)
                return false;
            bytes -= read;
        }
        return true;
    }

    /// <summary>ITU-T G.711, A-law.</summary>
    private static float FromALaw(byte code)
    {
        var value = code ^ 0x55;
        var (exponent, mantissa) = ((value >> 4) & 7, ((value & 15) << 4) + 8);
        var magnitude = exponent == 0 ? mantissa : (mantissa + 256) << (exponent - 1);
        return ((value & 0x80) != 0 ? magnitude : -magnitude) / 32768f;
    }

    /// <summary>ITU-T G.711, mu-law.</summary>
    private static float FromMuLaw(byte code)
    {
        var value = ~code & 0xFF;
        var magnitude = ((((value & 15) << 3) + 132) << ((value >> 4) & 7)) - 132;
        return ((value & 0x80) != 0 ? -magnitude : magnitude) / 32768f;
    }
}
