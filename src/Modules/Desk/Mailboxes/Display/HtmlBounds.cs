namespace Banzhang.Desk.Mailboxes.Display;

/// <summary>
/// How much of a mail's HTML is worth a parser: the time and memory of one grow with the square of how deep elements lie within each other, and a style that is never
/// closed is repeated in every paragraph after it (HTML Standard, 13.2.4.3). What a person or a program writes is far from these bounds.
/// </summary>
internal static class HtmlBounds
{
    /// <summary>Elements within each other.</summary>
    private const int Depth = 500;

    /// <summary>Start tags of one mail.</summary>
    private const int Tags = 100_000;

    /// <summary>Elements that open styles may add at their start tags.</summary>
    private const int Repeated = 500_000;

    private const int LongestName = 12;

    /// <summary>Elements without content, and those that the next of their kind ends.</summary>
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option" };

    private static readonly HashSet<string> Styles = new(StringComparer.OrdinalIgnoreCase) { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u" };

    /// <summary>Characters from the start that lie within the bounds; all of them for an ordinary mail. Reads once, and counts too much rather than too little: a tag within a comment counts too.</summary>
    public static int Within(string html)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        int depth = 0, styles = 0, tags = 0, repeated = 0;
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0; at = html.IndexOf('<', at + 1))
        {
            var closes = at + 1 < html.Length && html[at + 1] == '/';
            var name = Name(html.AsSpan(at + (closes ? 2 : 1)));
            if (name.Length == 0)
            {
                continue;
            }

            var known = open.GetValueOrDefault(name);
            if (closes)
            {
                if (known > 0)
                {
                    open[name] = known - 1;
                    depth--;
                    styles -= Styles.Contains(name) ? 1 : 0;
                }

                continue;
            }

            if (!Flat.Contains(name))
            {
                open[name] = known + 1;
                depth++;
                styles += Styles.Contains(name) ? 1 : 0;
            }

            repeated += styles;
            if (depth > Depth || ++tags > Tags || repeated > Repeated)
            {
                return at;
            }
        }

        return html.Length;
    }

    /// <summary>Of a tag; long ones, which no element has, share their beginning.</summary>
    private static string Name(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < Math.Min(rest.Length, LongestName) && (length == 0 ? char.IsAsciiLetter(rest[0]) : char.IsAsciiLetterOrDigit(rest[length])))
        {
            length++;
        }

        return rest[..length].ToString();
    }
}
