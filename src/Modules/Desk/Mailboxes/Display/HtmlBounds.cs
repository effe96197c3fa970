namespace Banzhang.Desk.Mailboxes.Display;

/// <summary>
/// How much of a mail's HTML is worth a parser: the time and memory of one grow with the square of how deep elements lie within each other, and a style that is never
/// closed is repeated in every paragraph after it (HTML Standard, 13.2.4.3). What a person or a program writes is far from these bounds.
/// </summary>
internal sealed class HtmlBounds
{
    /// <summary>Elements within each other.</summary>
    private const int Depth = 500;

    /// <summary>Start tags of one mail.</summary>
    private const int Tags = 100_000;

    /// <summary>Elements that open styles may add at their start tags.</summary>
    private const int Repeated = 500_000;

    private const int LongestName = 16;

    /// <summary>Elements without content, and those that the next of their kind ends; within a drawing or a formula nothing is.</summary>
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
        { "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option" };

    private static readonly HashSet<string> Styles = new(StringComparer.OrdinalIgnoreCase) { "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u" };

    /// <summary>An end tag of a style does not reach beyond these (13.2.4.2, "has an element in scope").</summary>
    private static readonly HashSet<string> Scopes = new(StringComparer.OrdinalIgnoreCase) { "applet", "button", "caption", "html", "marquee", "object", "select", "svg", "math", "table", "template" };

    /// <summary>What lies in these is text, whatever it looks like.</summary>
    private static readonly HashSet<string> Texts = new(StringComparer.OrdinalIgnoreCase) { "iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp" };

    private readonly List<string> _open = [];
    private int _styles, _tags, _repeated, _drawings;

    /// <summary>Characters from the start that lie within the bounds; all of them for an ordinary mail. Reads once, and counts rather too much than too little.</summary>
    public static int Within(string html)
    {
        var bounds = new HtmlBounds();
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<', at))
        {
            var closes = html[at + 1] == '/';
            var name = Name(html.AsSpan(at + (closes ? 2 : 1)));
            if (name.Length == 0)
            {
                // A comment, a declaration, or a sign in the text.
                at = html[at + 1] is '!' or '?' or '/' ? AfterComment(html, at) : at + 1;
                continue;
            }

            if (closes)
            {
                bounds.Close(name);
            }
            else if (!bounds.Open(name))
            {
                return at;
            }

            at = AfterTag(html, at + (closes ? 2 : 1) + name.Length);
            if (!closes && bounds._drawings == 0 && Texts.Contains(name))
            {
                at = html.IndexOf($"</{name}", at, StringComparison.OrdinalIgnoreCase) is var end && end < 0 ? html.Length : end;
            }
        }

        return html.Length;
    }

    /// <summary>False when that is beyond the bounds.</summary>
    private bool Open(string name)
    {
        if (_drawings > 0 || !Flat.Contains(name))
        {
            _open.Add(name);
            _styles += Styles.Contains(name) ? 1 : 0;
            _drawings += IsDrawing(name) ? 1 : 0;
        }

        _repeated += _styles;
        return _open.Count <= Depth && ++_tags <= Tags && _repeated <= Repeated;
    }

    /// <summary>A style ends where one is open within the nearest scope; anything else takes what lies in it along, but for styles, which go on.</summary>
    private void Close(string name)
    {
        var isStyle = Styles.Contains(name);
        if (isStyle && _drawings > 0)
        {
            // A parser may have left the drawing long ago, and what looks like a tag may be text to it.
            return;
        }

        for (var at = _open.Count - 1; at >= 0; at--)
        {
            if (_open[at].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                _styles -= isStyle ? 1 : 0;
                for (var within = _open.Count - 1; within >= at; within--)
                {
                    if (within == at || (!isStyle && !Styles.Contains(_open[within])))
                    {
                        _drawings -= IsDrawing(_open[within]) ? 1 : 0;
                        _open.RemoveAt(within);
                    }
                }

                return;
            }

            if (isStyle && Scopes.Contains(_open[at]))
            {
                return;
            }
        }
    }

    private static bool IsDrawing(string name) => name.Equals("svg", StringComparison.OrdinalIgnoreCase) || name.Equals("math", StringComparison.OrdinalIgnoreCase);

    /// <summary>13.2.5.41 and after; anything else that begins so ends at the next sign.</summary>
    private static int AfterComment(string html, int at)
    {
        var isComment = html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal);
        if (isComment && html.AsSpan(at + 4) is var rest && (rest.StartsWith(">", StringComparison.Ordinal) || rest.StartsWith("->", StringComparison.Ordinal)))
        {
            isComment = false;
        }

        if (!isComment)
        {
            return html.IndexOf('>', at) is var end && end < 0 ? html.Length : end + 1;
        }

        var (plain, odd) = (html.IndexOf("-->", at + 4, StringComparison.Ordinal), html.IndexOf("--!>", at + 4, StringComparison.Ordinal));
        return plain < 0 && odd < 0 ? html.Length : plain < 0 || (odd >= 0 && odd < plain) ? odd + 4 : plain + 3;
    }

    /// <summary>Behind the sign that ends the tag; one within a quoted value does not (13.2.5.36 to 13.2.5.38).</summary>
    private static int AfterTag(string html, int at)
    {
        var isNamed = false;
        while (at < html.Length && html[at] != '>')
        {
            if (html[at] == '=' && isNamed)
            {
                at++;
                while (at < html.Length && char.IsWhiteSpace(html[at]))
                {
                    at++;
                }

                if (at < html.Length && html[at] is '"' or '\'')
                {
                    at = html.IndexOf(html[at], at + 1) is var end && end < 0 ? html.Length : end + 1;
                }
                else
                {
                    while (at < html.Length && html[at] != '>' && !char.IsWhiteSpace(html[at]))
                    {
                        at++;
                    }
                }

                isNamed = false;
                continue;
            }

            // Blanks may stand between a name and its value.
            isNamed = html[at] != '/' && (isNamed || !char.IsWhiteSpace(html[at]));
            at++;
        }

        return Math.Min(at + 1, html.Length);
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
