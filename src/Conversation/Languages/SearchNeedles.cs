namespace Banzhang.Conversation.Languages;

/// <summary>
/// What a person's question looks for: the words that carry matter, each of which a text must hold. "How come I have not got the refund" asks
/// for "got" and "refund", in any order. What stands in quotation marks is looked for as it stands.
/// </summary>
public static class SearchNeedles
{
    private static readonly char[] Quotes = ['"', '\u201c', '\u201d', '\uff02', '\u300c', '\u300d', '\u300e', '\u300f'];

    /// <returns>Folded, distinct, in order; a question of nothing but function words is one needle as it stands.</returns>
    public static IReadOnlyList<string> Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var needles = new List<string>();
        var pieces = question.Split(Quotes);
        for (var i = 0; i < pieces.Length; i++)
        {
            var isQuoted = i % 2 == 1 && i < pieces.Length - 1;
            var piece = CharacterFolding.Fold(pieces[i]);
            if (isQuoted)
                needles.Add(piece.Trim());
            else
                foreach (var chunk in piece.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                    AddWords(chunk, needles);
        }
        return [.. needles.Where(needle => needle.Length > 0).Distinct()];
    }

    private static void AddWords(string chunk, List<string> needles)
    {
        var spans = chunk.Any(Characters.IsHan) ? Spans(chunk) : [];
        if (spans.Count == 0)
            // Numbers of tickets, addresses, English: what is between spaces is meant as it stands.
            needles.Add(chunk);
        else
            needles.AddRange(spans.Select(span => chunk[span.From..span.To]));
    }

    /// <summary>
    /// Words that carry matter. A single character belongs to the word before it, as new words are cut up and half-typed ones end; before
    /// a word it is a "not" as often as a name, so that the word alone is looked for.
    /// </summary>
    private static List<(int From, int To)> Spans(string chunk)
    {
        var spans = new List<(int From, int To)>();
        var words = new List<Word>();
        WordSegmenter.Segment(chunk, words);
        foreach (var word in words)
        {
            if (!word.IsContent || WordSegmenter.IsStopWord(chunk.AsSpan(word.From, word.Length)))
                continue;
            if (word.Length == 1 && spans.Count > 0 && spans[^1].To == word.From)
                spans[^1] = (spans[^1].From, word.To);
            else
                spans.Add((word.From, word.To));
        }
        if (spans.Exists(span => span.To - span.From > 1))
            spans.RemoveAll(span => span.To - span.From == 1);
        return spans;
    }
}
