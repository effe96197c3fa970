using System.Text;

namespace Banzhang.Mail.Bodies;

/// <summary>
/// Joins the lines of <c>format=flowed</c> text (RFC 3676): a line that ends in a blank goes on in the next of the same quote depth;
/// with <c>delsp=yes</c> that blank is dropped. A signature line "-- " never flows. Quote marks are written as "> " per depth.
/// </summary>
internal static class FlowedText
{
    public static string Join(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var open = -1;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var depth = Depth(raw);
            var line = raw[depth..];
            if (line.StartsWith(' '))
                line = line[1..];
            var isSignature = line is "-- ";
            if (open >= 0 && (open != depth || isSignature))
            {
                result.Append('\n');
                open = -1;
            }
            if (open < 0)
            {
                result.Insert(result.Length, "> ", depth);
                if (depth > 0 && line.IsEmpty)
                    result.Length--;
            }
            var flows = line.EndsWith(' ') && !isSignature;
            result.Append(flows && deleteSpace ? line[..^1] : line);
            open = flows ? depth : -1;
            if (!flows)
                result.Append('\n');
        }
        // EnumerateLines yields an empty line after a final line end; text that had none gains none.
        if (result.Length > 0 && result[^1] == '\n')
            result.Length--;
        return result.ToString();
    }

    private static int Depth(ReadOnlySpan<char> line)
    {
        var depth = line.IndexOfAnyExcept('>');
        return depth < 0 ? line.Length : depth;
    }
}
