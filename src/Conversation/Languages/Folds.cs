namespace Banzhang.Conversation.Languages;

/// <summary>
/// Words that count as one in phrases: groups that stand for each other (you, you all), particles that are dropped, fillers that may be
/// inserted anywhere, and emoticons. Each group becomes a symbol of the private use area.
/// </summary>
internal sealed class Folds
{
    public const char Dropped = '\uFFFF';

    private const char FirstSymbol = '\uE000';

    private readonly SymbolTrie _words = new();
    private readonly Dictionary<string, char> _emoticons = new(StringComparer.Ordinal);
    private readonly List<char> _symbols = [];
    private readonly bool[] _skippable = new bool[char.MaxValue + 1];
    private readonly HashSet<char> _pictures = [];
    private char _next = FirstSymbol;

    public Folds() => _skippable[' '] = true;

    /// <summary>May stand between the words of a phrase.</summary>
    public bool IsSkippable(char symbol) => _skippable[symbol];

    /// <summary>All words of the group are the same word.</summary>
    public void Group(IEnumerable<string> words)
    {
        var symbol = _next++;
        foreach (var word in words)
            Add(word, symbol);
    }

    public void Filler(string word)
    {
        _skippable[_next] = true;
        Add(word, _next++);
    }

    public void Particle(string word) => Add(word, Dropped);

    public char EmoticonGroup(IEnumerable<string> emoticons)
    {
        var symbol = _next++;
        _skippable[symbol] = true;
        _pictures.Add(symbol);
        foreach (var emoticon in emoticons)
            _emoticons[CharacterFolding.Fold(emoticon)] = symbol;
        return symbol;
    }

    /// <summary>The symbol of the emoticon that begins here: a picture character, or a word in brackets; '\0' for none.</summary>
    public char Emoticon(string text, int at, out int length)
    {
        length = 1;
        var c = text[at];
        if (c == '[')
        {
            var end = text.IndexOf(']', at, Math.Min(12, text.Length - at));
            if (end < 0)
                return '\0';
            length = end + 1 - at;
        }
        else if (char.IsHighSurrogate(c) && at + 1 < text.Length)
            length = 2;
        else if (c < '\u2190')
            return '\0';
        return _emoticons.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text.AsSpan(at, length), out var symbol) ? symbol : '\0';
    }

    /// <summary>The longest group word at the place, else the character itself. An emoticon in the midst of a word does not part it.</summary>
    public (char Symbol, int Length) Longest(char[] text, int at, int end, Boundary[] before)
    {
        var found = (text[at], 1);
        var node = _words.Child(0, text[at]);
        for (var i = at; node > 0; node = _words.Child(node, text[i]))
        {
            i++;
            if (_words.Value(node) is var value and >= 0 && IsWhole(text, at, i, end, before))
                found = (_symbols[value], i - at);
            if (i >= end || before[i] >= Boundary.Clause)
                break;
            while (i + 1 < end && text[i] >= FirstSymbol && _pictures.Contains(text[i]) && _words.Child(node, text[i + 1]) > 0)
                i++;
        }
        return found;
    }

    /// <summary>Latin words are not cut out of longer ones.</summary>
    private static bool IsWhole(char[] text, int from, int to, int end, Boundary[] before) =>
        !(Characters.IsLatin(text[from]) && from > 0 && before[from] == Boundary.None && Characters.IsLatin(text[from - 1]))
        && !(Characters.IsLatin(text[to - 1]) && to < end && before[to] == Boundary.None && Characters.IsLatin(text[to]));

    private void Add(string word, char symbol)
    {
        var node = 0;
        foreach (var c in CharacterFolding.Fold(word).Where(c => c is not '\''))
            node = _words.AddChild(node, c);
        if (node == 0 || _words.Value(node) >= 0)
            return;
        _words.SetValue(node, _symbols.Count);
        _symbols.Add(symbol);
    }
}
