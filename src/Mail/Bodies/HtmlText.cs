using System.Net;
using System.Text;

namespace Banzhang.Mail.Bodies;

/// <summary>
/// HTML of mails as plain text: blocks become lines, list items get a dash, table cells a tab, quoted blocks "> " before each line.
/// Scripts, styles and the head are left out. Reads any input once from left to right and builds no tree.
/// </summary>
internal sealed class HtmlText
{
    private static readonly HashSet<string> Hidden = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "head", "title", "noscript", "template", "object" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
        { "p", "div", "tr", "table", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "center", "form", "section", "article", "header", "footer", "address", "fieldset", "li", "hr", "body" };

    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private int _quote;
    private int _pre;
    private bool _blankBefore;
    private readonly int _most;

    private HtmlText(int most) => _most = most;

    /// <summary>At most <see cref="Limits.HtmlGrowth"/> times as long as the HTML, and what <paramref name="budget"/> has room for.</summary>
    public static string From(string html, Budget budget)
    {
        var reader = new HtmlText((int)Math.Min((long)html.Length * Limits.HtmlGrowth + Limits.HtmlMargin, budget.Characters));
        if (!reader.Read(html))
            budget.Cut();
        reader.EndLine(always: false);
        return budget.Write(reader._text.ToString().TrimEnd('\n'));
    }

    /// <summary>False when there was no room for all of it.</summary>
    private bool Read(string html)
    {
        var at = 0;
        while (at < html.Length && _text.Length + _line.Length < _most)
        {
            var open = html.IndexOf('<', at);
            Text(html.AsSpan(at, (open < 0 ? html.Length : open) - at));
            if (open < 0)
                return true;
            at = Markup(html, open);
        }
        return at >= html.Length;
    }

    /// <summary>Reads the tag or comment at an angle bracket; returns where reading goes on.</summary>
    private int Markup(string html, int open)
    {
        var rest = html.AsSpan(open);
        if (rest.StartsWith("<!--", StringComparison.Ordinal))
            return html.IndexOf("-->", open + 4, StringComparison.Ordinal) is var end and >= 0 ? end + 3 : html.Length;
        if (rest.Length < 2 || !(char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!' or '?'))
        {
            Text("<");
            return open + 1;
        }
        var close = TagEnd(html, open);
        var closing = rest[1] == '/';
        var name = Name(html.AsSpan(open + (closing ? 2 : 1)));
        if (!closing && Hidden.Contains(name))
            return html.IndexOf("</" + name, close, StringComparison.OrdinalIgnoreCase) is var hiddenEnd and >= 0 ? TagEnd(html, hiddenEnd) : html.Length;
        Tag(name, closing);
        return close;
    }

    private void Tag(string name, bool closing)
    {
        switch (name)
        {
            case "br":
                EndLine(always: true);
                return;
            case "td" or "th" when !closing && _line.Length > 0:
                _line.Append('\t');
                return;
        }
        if (!Blocks.Contains(name))
            return;
        EndLine(always: false);
        if (name is "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "pre" or "ul" or "ol" or "table")
            _blankBefore = _text.Length > 0;
        switch (name)
        {
            case "li" when !closing:
                _line.Append("- ");
                break;
            case "hr" when !closing:
                _line.Append("----------");
                EndLine(always: false);
                break;
            case "blockquote":
                _quote = Math.Clamp(_quote + (closing ? -1 : 1), 0, Limits.Depth);
                break;
            case "pre":
                _pre = Math.Clamp(_pre + (closing ? -1 : 1), 0, Limits.Depth);
                break;
        }
    }

    private void Text(ReadOnlySpan<char> raw)
    {
        if (raw.IsEmpty)
            return;
        var text = raw.Contains('&') ? WebUtility.HtmlDecode(raw.ToString()) : raw.ToString();
        foreach (var c in text)
        {
            if (_pre > 0 && c == '\n')
                EndLine(always: true);
            else if (c is ' ' or '\t' or '\r' or '\n' && _pre == 0)
                Blank();
            else if (c is not ('\u200B' or '\uFEFF' or '\r'))
                _line.Append(c == '\u00A0' ? ' ' : c);
        }
    }

    private void Blank()
    {
        if (_line.Length > 0 && _line[^1] is not (' ' or '\t'))
            _line.Append(' ');
    }

    private void EndLine(bool always)
    {
        var line = _line.ToString().TrimEnd(' ', '\t');
        _line.Clear();
        if (line.Length == 0 && !always)
            return;
        if (_blankBefore && line.Length > 0)
            Write("");
        _blankBefore &= line.Length == 0;
        Write(line);
    }

    private void Write(string line)
    {
        for (var i = 0; i < _quote; i++)
            _text.Append(i + 1 == _quote && line.Length == 0 ? ">" : "> ");
        _text.Append(line).Append('\n');
    }

    private static string Name(ReadOnlySpan<char> rest)
    {
        var length = 0;
        while (length < rest.Length && length < 20 && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is ':' or '-'))
            length++;
        return rest[..length].ToString().ToLowerInvariant();
    }

    /// <summary>After the closing bracket, brackets within quotes not counting; the next bracket when the quotes never close.</summary>
    private static int TagEnd(string html, int open)
    {
        var plain = html.IndexOf('>', open);
        if (plain < 0)
            return html.Length;
        var quote = '\0';
        var limit = Math.Min(html.Length, open + 1024);
        for (var at = open + 1; at < limit; at++)
        {
            var c = html[at];
            if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '"' or '\'' && html[at - 1] is '=' or ' ')
                quote = c;
            else if (c == '>')
                return at + 1;
        }
        return plain + 1;
    }
}
