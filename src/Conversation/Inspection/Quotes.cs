using System.Buffers;

namespace Banzhang.Conversation.Inspection;

/// <summary>What stands between quotation marks is somebody else's word. A turn that is one quotation as a whole is not.</summary>
internal static class Quotes
{
    private const string Opening = "\u201C\u300C\u300E\u2018\u300A\"";
    private const string Closing = "\u201D\u300D\u300F\u2019\u300B\"";

    /// <summary>Nobody quotes more; a mark that is not closed within this is none.</summary>
    private const int Longest = 500;

    private static readonly SearchValues<char> AnyOpening = SearchValues.Create(Opening);
    private static readonly List<Span> None = [];

    public static List<Span> Find(string text)
    {
        if (text.AsSpan().IndexOfAny(AnyOpening) < 0)
            return None;
        var quotes = new List<Span>();
        var whole = text.AsSpan().Trim().Length;
        for (var i = 0; i < text.Length; i++)
        {
            var kind = Opening.IndexOf(text[i], StringComparison.Ordinal);
            var end = kind < 0 ? -1 : text.IndexOf(Closing[kind], i + 1, Math.Min(Longest, text.Length - i - 1));
            if (end < 0)
                continue;
            if (end - i + 1 < whole)
                quotes.Add(new(i, end + 1));
            i = end;
        }
        return quotes;
    }

    /// <param name="quotes">As <see cref="Find"/> gives them: in order, without overlap.</param>
    public static bool Hold(List<Span> quotes, int from, int to)
    {
        for (var i = Places.FirstAfter(quotes, from, static quote => quote.To); i < quotes.Count && quotes[i].From < to; i++)
        {
            var quote = quotes[i];
            // A phrase that begins just before the mark (says "...) is the other's word too, when most of it is.
            if (2 * (Math.Min(to, quote.To - 1) - Math.Max(from, quote.From + 1)) > to - from)
                return true;
        }
        return false;
    }
}
