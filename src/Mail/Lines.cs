namespace Banzhang.Mail;

/// <summary>Lines of raw mail: they end at LF, with or without CR before it.</summary>
internal static class Lines
{
    /// <summary>Where the line after the one at <paramref name="at"/> begins; the length of all when there is none.</summary>
    public static int After(ReadOnlySpan<byte> bytes, int at)
    {
        var end = bytes[at..].IndexOf((byte)'\n');
        return end < 0 ? bytes.Length : at + end + 1;
    }

    /// <summary>The line without its end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\n"u8))
            line = line[..^1];
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
