using System.Text;

namespace Banzhang.Conversation.Policies;

/// <summary>Why a pattern cannot be used.</summary>
internal enum PatternFault
{
    Empty = 1,
    LooseBracket = 2,
    UnknownSet = 3,
    TooWide = 4,
    TooDeep = 5,
    TooLong = 6,

    /// <summary>Not the pattern alone, but all of the policy up to it.</summary>
    AllTooMany = 7,
}

/// <summary>A pattern that cannot be used; the detail is the sign or the set it fails at.</summary>
internal sealed class PatternException(PatternFault fault, string detail) : Exception($"{fault}: {detail}")
{
    public PatternFault Fault => fault;

    public string Detail => detail;
}

/// <summary>
/// The signs of a pattern: <c>[a|b|]</c> one of these (an empty one means: or nothing), <c>&lt;set&gt;</c> one word of a set, <c>&lt;=set&gt;</c>
/// the same word of it again, <c>…</c> anything in between within the sentence, <c>^</c> and <c>$</c> at the start and end of a clause. All else stands for itself and its variants.
/// </summary>
internal static class PhrasePattern
{
    public static readonly int Limit = 2000;

    /// <summary>Of a pattern and of each of its wordings, in UTF-16 units: all that reads them goes as deep as they are long.</summary>
    public static readonly int Longest = 500;

    /// <summary>Choices stand within choices at most so deep.</summary>
    public static readonly int Deepest = 20;

    /// <summary>Signs that a word of a set must not hold: put into a pattern it would change what the pattern says.</summary>
    public static readonly string Signs = "<>[]";

    private const string Again = "<=";

    /// <summary>All plain wordings of the pattern; only <c>^ … $</c> are still signs in them.</summary>
    /// <param name="sets">Their words hold none of the <see cref="Signs"/>, or a word could ask for itself for ever.</param>
    /// <returns>At least one, at most <see cref="Limit"/>.</returns>
    /// <exception cref="PatternException">The pattern cannot be used.</exception>
    public static List<string> Expand(string pattern, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
    {
        if (pattern.Length > Longest)
            throw new PatternException(PatternFault.TooLong, "");
        var wordings = Wordings(pattern, sets);
        // Of a set without words nothing is left.
        return wordings.Count > 0 ? wordings : throw new PatternException(PatternFault.Empty, pattern);
    }

    private static List<string> Wordings(string pattern, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
    {
        if (pattern.IndexOf(Again, StringComparison.Ordinal) is var again and >= 0)
            return Repeated(pattern, again, sets);
        var reader = new Reader(pattern, sets);
        var wordings = reader.Sequence(depth: 0);
        return reader.AtEnd ? wordings : throw new PatternException(PatternFault.LooseBracket, reader.Here);
    }

    /// <summary>Each word of the set stands at every place of the set, so that all of them are the same.</summary>
    private static List<string> Repeated(string pattern, int again, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
    {
        var end = pattern.IndexOf('>', again);
        if (end < 0)
            throw new PatternException(PatternFault.LooseBracket, "<");
        var name = pattern[(again + Again.Length)..end];
        if (!sets.TryGetValue(name, out var words))
            throw new PatternException(PatternFault.UnknownSet, name);
        List<string> wordings = [.. words.SelectMany(word => Expand(pattern.Replace($"<={name}>", word, StringComparison.Ordinal).Replace($"<{name}>", word, StringComparison.Ordinal), sets))];
        return wordings.Count <= Limit ? wordings : throw new PatternException(PatternFault.TooWide, "");
    }

    private sealed class Reader(string pattern, IReadOnlyDictionary<string, IReadOnlyList<string>> sets)
    {
        private int _at;

        public bool AtEnd => _at >= pattern.Length;

        public string Here => pattern[_at].ToString();

        /// <param name="depth">In how many choices it stands.</param>
        public List<string> Sequence(int depth)
        {
            List<string> wordings = [""];
            var plain = new StringBuilder();
            while (!AtEnd && pattern[_at] != ']' && !(depth > 0 && pattern[_at] == '|'))
            {
                if (pattern[_at] is not ('[' or '<'))
                {
                    plain.Append(pattern[_at++]);
                    continue;
                }
                wordings = Joined(wordings, [plain.ToString()]);
                plain.Clear();
                wordings = Joined(wordings, pattern[_at] == '[' ? Choice(depth + 1) : Set());
            }
            return Joined(wordings, [plain.ToString()]);
        }

        private List<string> Choice(int depth)
        {
            if (depth > Deepest)
                throw new PatternException(PatternFault.TooDeep, "");
            var choice = new List<string>();
            do
            {
                _at++;
                choice.AddRange(Sequence(depth));
            }
            while (!AtEnd && pattern[_at] == '|');
            if (AtEnd)
                throw new PatternException(PatternFault.LooseBracket, "[");
            _at++;
            return choice;
        }

        private IReadOnlyList<string> Set()
        {
            var end = pattern.IndexOf('>', _at);
            if (end < 0)
                throw new PatternException(PatternFault.LooseBracket, "<");
            var name = pattern[(_at + 1)..end];
            _at = end + 1;
            return sets.TryGetValue(name, out var words) ? words : throw new PatternException(PatternFault.UnknownSet, name);
        }

        private static List<string> Joined(List<string> beginnings, IReadOnlyList<string> endings)
        {
            if ((long)beginnings.Count * endings.Count > Limit)
                throw new PatternException(PatternFault.TooWide, "");
            List<string> joined = [.. beginnings.SelectMany(_ => endings, (beginning, ending) => beginning + ending)];
            return joined.TrueForAll(wording => wording.Length <= Longest) ? joined : throw new PatternException(PatternFault.TooLong, "");
        }
    }
}
