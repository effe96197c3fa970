namespace Banzhang.Conversation.Languages;

/// <summary>
/// Joins single characters to words the dictionary does not have: the most probable sequence of the places Begin, Middle, End and Single
/// (hidden Markov model, Viterbi). Model of jieba, rounded to half precision.
/// </summary>
internal sealed class UnknownWords
{
    private const int Begin = 0, End = 1, Middle = 2, Single = 3, Places = 4;
    private const float Never = -1e4f;

    private readonly int[] _rows = new int[char.MaxValue + 1];
    private readonly float[] _emissions;
    private readonly float[] _starts = new float[Places];
    private readonly float[] _transitions = new float[Places * Places];

    private UnknownWords()
    {
        using var reader = new BinaryReader(Resources.Open("unknown-words.bin"));
        for (var i = 0; i < Places; i++)
            _starts[i] = reader.ReadSingle();
        for (var i = 0; i < _transitions.Length; i++)
            _transitions[i] = reader.ReadSingle();
        var count = reader.ReadInt32();
        _emissions = new float[(count + 1) * Places];
        _emissions.AsSpan(0, Places).Fill(Never);
        for (var row = 1; row <= count; row++)
        {
            _rows[reader.ReadChar16()] = row;
            for (var place = 0; place < Places; place++)
                _emissions[(row * Places) + place] = (float)reader.ReadHalf();
        }
    }

    public static UnknownWords Shared { get; } = new();

    /// <summary>Adds the words of [from, to).</summary>
    public void Segment(ReadOnlySpan<char> text, int from, int to, List<Word> words)
    {
        var length = to - from;
        Span<float> scores = length <= 128 ? stackalloc float[length * Places] : new float[length * Places];
        Span<byte> origins = length <= 128 ? stackalloc byte[length * Places] : new byte[length * Places];
        for (var i = 0; i < length; i++)
        {
            var emissions = _emissions.AsSpan(_rows[text[from + i]] * Places, Places);
            for (var place = 0; place < Places; place++)
                Step(scores, origins, i, place, emissions[place]);
        }
        Span<byte> path = length <= 128 ? stackalloc byte[length] : new byte[length];
        var last = scores[((length - 1) * Places) + End] > scores[((length - 1) * Places) + Single] ? End : Single;
        for (var i = length - 1; i >= 0; i--)
        {
            path[i] = (byte)last;
            last = origins[(i * Places) + last];
        }
        for (int i = 0, begin = 0; i < length; i++)
        {
            if (path[i] is Begin or Single)
                begin = i;
            if (path[i] is End or Single || i == length - 1)
                words.Add(new(from + begin, from + i + 1, PartOfSpeech.Unknown));
        }
    }

    private void Step(Span<float> scores, Span<byte> origins, int at, int place, float emission)
    {
        var (best, origin) = (at == 0 ? _starts[place] : float.NegativeInfinity, 0);
        for (var before = 0; at > 0 && before < Places; before++)
        {
            if (scores[((at - 1) * Places) + before] + _transitions[(before * Places) + place] is var score && score > best)
                (best, origin) = (score, before);
        }
        scores[(at * Places) + place] = best + emission;
        origins[(at * Places) + place] = (byte)origin;
    }
}

file static class Reading
{
    public static char ReadChar16(this BinaryReader reader) => (char)reader.ReadUInt16();
}
