namespace Banzhang.Mail.Replies;

/// <summary>
/// What the writer wrote this time. History is cut where a program put it: below a separator or a copied header, or below a headline
/// ("On Monday Anna wrote:") with its quoted lines. Answers between quotes keep all, for the quotes are what they answer. When nothing
/// would remain, as in a mere forward, the whole text stays.
/// </summary>
internal static class VisibleText
{
    private const int Longest = 1_000_000, MostLines = 50_000;

    /// <summary>A headline may be wrapped over this many lines.</summary>
    private const int HeadlineLines = 3;

    /// <summary>A signature is looked for in so many last lines.</summary>
    private const int SignatureLines = 25;

    public static string Of(string text)
    {
        // Nobody writes more by hand; what follows is a log or a list.
        var lines = (text.Length > Longest ? text[..Longest] : text).Split('\n').Take(MostLines).Select(line => line.TrimEnd()).ToArray();
        var end = HistoryStart(lines);
        var kept = WithoutQuotes(lines[..end]);
        var visible = string.Join('\n', WithoutSignature(kept)).Trim();
        return visible.Length > 0 ? visible : text.Trim();
    }

    /// <summary>First line from which on everything is history: a separator, a copied header, or a headline over unmarked text.</summary>
    private static int HistoryStart(string[] lines)
    {
        var patterns = ReplyPatterns.All;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || IsQuoted(line))
                continue;
            if (patterns.IsSeparator(line) || IsCopiedHeader(lines, i))
                return IsRule(lines, i - 1) ? i - 1 : i;
            if (Headline(lines, i) is (var length and > 0, true) && NextText(lines, i + length) is var next && next < lines.Length && !IsQuoted(lines[next]))
                return i;
        }
        return lines.Length;
    }

    /// <summary>A From field and at least one other within the next lines.</summary>
    private static bool IsCopiedHeader(string[] lines, int at)
    {
        var patterns = ReplyPatterns.All;
        if (!patterns.IsFromField(lines[at].Trim()))
            return false;
        var fields = 1;
        for (var i = at + 1; i < lines.Length && i <= at + 5; i++)
            fields += patterns.IsAnyField(lines[i].Trim()) ? 1 : 0;
        return fields >= 3 || (fields == 2 && at > 0 && IsRule(lines, at - 1));
    }

    private static bool IsRule(string[] lines, int at) => at >= 0 && lines[at].Trim() is { Length: >= 5 } line && line.All(c => c is '_' or '-' or '=' or '*');

    /// <summary>How many lines from here are a headline, 0 when none is; dated when it names a time or an address, as programs do and people do not.</summary>
    private static (int Length, bool IsDated) Headline(string[] lines, int at)
    {
        var joined = lines[at].Trim();
        for (var length = 1; length <= HeadlineLines; length++)
        {
            if (ReplyPatterns.All.IsHeadline(joined, length > 1))
                return (length, joined.Any(c => c is '@' || char.IsAsciiDigit(c)));
            if (at + length >= lines.Length || lines[at + length].Trim() is not { Length: > 0 } next || IsQuoted(next))
                break;
            joined += " " + next;
        }
        return (0, false);
    }

    private static List<string> WithoutQuotes(string[] lines)
    {
        var blocks = QuoteBlocks(lines);
        if (blocks.Count == 0)
            return [.. lines];
        var last = blocks[^1];
        var textAfter = NextText(lines, last.End) < lines.Length && !IsOnlySignature(lines, last.End);
        if (blocks.Count == 1)
        {
            // One quote below a program's headline, or at the start or end: taken out. In the middle, or after "You wrote:", it is cited.
            var textBefore = NextText(lines, 0) < last.Quote;
            if (!last.IsDated && textBefore && textAfter)
                return [.. lines];
            return [.. lines[..last.Start], .. lines[last.End..]];
        }
        // Several quotes with text between are answered in place, unless all text stands above the first.
        return textAfter || TextBetween(lines, blocks) ? [.. lines] : [.. lines[..blocks[0].Start], .. lines[last.End..]];
    }

    private static bool TextBetween(string[] lines, List<(int Start, int Quote, int End, bool IsDated)> blocks)
    {
        for (var i = 1; i < blocks.Count; i++)
        {
            if (NextText(lines, blocks[i - 1].End) < blocks[i].Start)
                return true;
        }
        return false;
    }

    /// <summary>Runs of quoted lines, blank lines within, each with its headline.</summary>
    private static List<(int Start, int Quote, int End, bool IsDated)> QuoteBlocks(string[] lines)
    {
        var blocks = new List<(int Start, int Quote, int End, bool IsDated)>();
        var i = 0;
        while (i < lines.Length)
        {
            var (headline, isDated) = IsQuoted(lines[i]) || lines[i].Trim().Length == 0 ? (0, false) : Headline(lines, i);
            var quote = headline > 0 ? NextText(lines, i + headline) : i;
            if (quote >= lines.Length || !IsQuoted(lines[quote]))
            {
                i++;
                continue;
            }
            var end = quote;
            for (var next = quote; next < lines.Length && IsQuoted(lines[next]); next = NextText(lines, end))
            {
                for (end = next; end < lines.Length && IsQuoted(lines[end]);)
                    end++;
            }
            blocks.Add((i, quote, end, isDated));
            i = end;
        }
        return blocks;
    }

    private static IEnumerable<string> WithoutSignature(List<string> lines)
    {
        var last = lines.FindLastIndex(line => line.Trim().Length > 0);
        var first = lines.FindIndex(line => line.Trim().Length > 0);
        for (var i = Math.Max(first + 1, last - SignatureLines); i > 0 && i <= last; i++)
        {
            if (ReplyPatterns.All.IsSignature(lines[i].TrimStart()))
                return lines.Take(i);
        }
        return lines;
    }

    private static bool IsOnlySignature(string[] lines, int from) =>
        NextText(lines, from) is var next && next < lines.Length && ReplyPatterns.All.IsSignature(lines[next].TrimStart());

    private static int NextText(string[] lines, int from)
    {
        while (from < lines.Length && lines[from].Trim().Length == 0)
            from++;
        return from;
    }

    private static bool IsQuoted(string line)
    {
        var text = line.AsSpan().TrimStart();
        return text.StartsWith(">") || text.StartsWith("\uFF1E");
    }
}
