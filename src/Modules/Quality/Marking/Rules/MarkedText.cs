namespace Banzhang.Quality.Marking.Rules;

/// <summary>A place in a text that a note belongs to.</summary>
/// <param name="From">UTF-16 offset, included.</param>
/// <param name="To">UTF-16 offset, excluded.</param>
/// <param name="Note">Number of the note, as the reader sees it.</param>
public sealed record TextMark(int From, int To, int Note);

/// <summary>A stretch of a text.</summary>
/// <param name="Note">Null where nothing is marked.</param>
public sealed record TextPiece(string Text, int? Note);

public static class MarkedText
{
    /// <summary>The text in pieces, marked and not. Joined they are the text; of marks that overlap the one that begins first is drawn, of equals the longer.</summary>
    /// <param name="marks">In any order; what reaches beyond the text is cut, what is empty is left out.</param>
    public static IReadOnlyList<TextPiece> Cut(string text, IEnumerable<TextMark> marks)
    {
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var mark in marks.OrderBy(m => m.From).ThenByDescending(m => m.To))
        {
            var (from, to) = (Math.Clamp(mark.From, 0, text.Length), Math.Clamp(mark.To, 0, text.Length));
            if (from < at || to <= from)
            {
                continue;
            }

            if (from > at)
            {
                pieces.Add(new(text[at..from], null));
            }

            pieces.Add(new(text[from..to], mark.Note));
            at = to;
        }

        if (at < text.Length)
        {
            pieces.Add(new(text[at..], null));
        }

        return pieces;
    }
}
