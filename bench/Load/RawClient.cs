using System.Net.Sockets;
using System.Text;

namespace Banzhang.Bench.Load;

/// <summary>One keep-alive connection that sends prepared bytes and reads one answer; as little client as possible.</summary>
internal sealed class RawClient(Uri server) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];

    public async Task ConnectAsync() => await _socket.ConnectAsync(server.Host, server.Port);

    /// <summary>The status; the whole answer has been read.</summary>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        var length = 0;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(length));
            if (read == 0)
            {
                throw new IOException("The server closed the connection.");
            }

            length += read;
            if (IsComplete(_buffer.AsSpan(0, length)))
            {
                return ((_buffer[9] - '0') * 100) + ((_buffer[10] - '0') * 10) + _buffer[11] - '0';
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        var body = answer[(head + 4)..];
        var mark = answer[..head].IndexOf("Content-Length: "u8);
        if (mark < 0)
        {
            return answer[..head].IndexOf("chunked"u8) < 0 || body.EndsWith("0\r\n\r\n"u8);
        }

        var digits = answer[(mark + 16)..head];
        var end = digits.IndexOf((byte)'\r');
        return body.Length >= int.Parse(Encoding.ASCII.GetString(end < 0 ? digits : digits[..end]), System.Globalization.CultureInfo.InvariantCulture);
    }
}
