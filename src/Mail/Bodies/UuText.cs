using System.Buffers;

namespace Banzhang.Mail.Bodies;

/// <summary>Files of old, written into the text: <c>begin 644 name</c>, lines of length and data, <c>end</c> (POSIX uuencode).</summary>
internal static class UuText
{
    /// <summary>The next whole block not before <paramref name="from"/>; null when there is none.</summary>
    public static UuBlock? Find(ReadOnlySpan<byte> text, int from)
    {
        for (var at = from; at < text.Length;)
        {
            var next = Lines.After(text, at);
            if (Name(Lines.Trim(text[at..next])) is { } name && End(text, next, out var dataEnd) is { } end)
                return new(name, at, end, next, dataEnd);
            at = next;
        }
        return null;
    }

    /// <summary>A part whose transfer encoding is uuencode: its first block, or nothing.</summary>
    public static bool DecodeWhole(ReadOnlySpan<byte> body, IBufferWriter<byte> to)
    {
        for (var at = 0; at < body.Length;)
        {
            var next = Lines.After(body, at);
            if (Name(Lines.Trim(body[at..next])) is not null)
                return DecodeLines(body[next..], to);
            at = next;
        }
        return false;
    }

    /// <summary>Decodes data lines up to <c>end</c> or the end of all; false when a line was damaged or none ended it.</summary>
    public static bool DecodeLines(ReadOnlySpan<byte> data, IBufferWriter<byte> to)
    {
        for (var at = 0; at < data.Length;)
        {
            var next = Lines.After(data, at);
            var line = Lines.Trim(data[at..next]);
            at = next;
            if (line.SequenceEqual("end"u8))
                return true;
            if (line.IsEmpty)
                continue;
            if (!IsData(line))
                return false;
            DecodeLine(line, to);
        }
        return false;
    }

    private static void DecodeLine(ReadOnlySpan<byte> line, IBufferWriter<byte> to)
    {
        var length = Value(line, 0);
        if (length == 0)
            return;
        var output = to.GetSpan(length + 2);
        for (int read = 1, written = 0; written < length; read += 4, written += 3)
        {
            var bits = Value(line, read) << 18 | Value(line, read + 1) << 12 | Value(line, read + 2) << 6 | Value(line, read + 3);
            output[written] = (byte)(bits >> 16);
            output[written + 1] = (byte)(bits >> 8 & 0xFF);
            output[written + 2] = (byte)(bits & 0xFF);
        }
        to.Advance(length);
    }

    private static int Value(ReadOnlySpan<byte> line, int at) => at < line.Length ? (line[at] - 32) & 63 : 0;

    private static bool IsData(ReadOnlySpan<byte> line) =>
        line.Length <= 90 && !line.ContainsAnyExceptInRange((byte)32, (byte)96) && line.Length - 1 >= (Value(line, 0) * 8 + 5) / 6 - 3;

    private static string? Name(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("begin "u8) || line.Length < 11)
            return null;
        var rest = line["begin "u8.Length..];
        var blank = rest.IndexOf((byte)' ');
        if (blank is < 3 or > 4 || rest[..blank].ContainsAnyExceptInRange((byte)'0', (byte)'7') || rest.Length > 256)
            return null;
        return Charsets.DecodeUndeclared(rest[(blank + 1)..], null).Trim().Trim('"');
    }

    private static int? End(ReadOnlySpan<byte> text, int at, out int dataEnd)
    {
        dataEnd = at;
        while (at < text.Length)
        {
            var next = Lines.After(text, at);
            var line = Lines.Trim(text[at..next]);
            if (line.SequenceEqual("end"u8))
                return next;
            if (!line.IsEmpty && !IsData(line))
                return null;
            at = dataEnd = next;
        }
        return null;
    }
}

/// <summary>A uuencoded file within text, by offsets: the whole block, and its data lines.</summary>
internal sealed record UuBlock(string Name, int Start, int End, int DataStart, int DataEnd);
