namespace Banzhang.Conversation.Languages;

/// <summary>A sentence of a text: [From, To) in UTF-16 units, its closing mark included, white space around it not.</summary>
public readonly record struct Sentence(int From, int To)
{
    public int Length => To - From;
}

/// <summary>Splits at the marks that end a sentence in Chinese and English, and at line feeds; never between marks that follow each other.</summary>
public static class Sentences
{
    public static List<Sentence> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<Sentence>();
        var from = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, i))
                continue;
            while (i + 1 < text.Length && (Ends(text, i + 1) || IsClosing(text[i + 1])))
                i++;
            Add(sentences, text, from, i + 1);
            from = i + 1;
        }
        Add(sentences, text, from, text.Length);
        return sentences;
    }

    private static bool Ends(string text, int at) => Characters.IsSentenceEnd(CharacterFolding.Fold(text[at])) || Characters.IsPointAtEnd(text, at);

    private static bool IsClosing(char c) => c is '\u201D' or '\u300D' or '\u300F' or '\u2019' or '"' or ')' or '\uFF09';

    private static void Add(List<Sentence> sentences, string text, int from, int to)
    {
        while (from < to && char.IsWhiteSpace(text[from]))
            from++;
        while (to > from && char.IsWhiteSpace(text[to - 1]))
            to--;
        if (from < to)
            sentences.Add(new(from, to));
    }
}
