namespace Banzhang.Conversation.Classification;

/// <summary>The features a model knows, each with its column.</summary>
internal sealed class Vocabulary
{
    private readonly uint[] _slots;
    private readonly int[] _columns;
    private readonly int _mask;

    /// <param name="features">Distinct; the position is the column.</param>
    public Vocabulary(uint[] features)
    {
        Features = features;
        var size = 16;
        while (size < features.Length * 2)
            size *= 2;
        (_slots, _columns, _mask) = (new uint[size], new int[size], size - 1);
        for (var column = 0; column < features.Length; column++)
        {
            var slot = (int)(features[column] & (uint)_mask);
            while (_columns[slot] != 0)
                slot = (slot + 1) & _mask;
            (_slots[slot], _columns[slot]) = (features[column], column + 1);
        }
    }

    public uint[] Features { get; }

    public int Count => Features.Length;

    /// <summary>-1 when it is not known.</summary>
    public int ColumnOf(uint feature)
    {
        for (var slot = (int)(feature & (uint)_mask); _columns[slot] != 0; slot = (slot + 1) & _mask)
        {
            if (_slots[slot] == feature)
                return _columns[slot] - 1;
        }
        return -1;
    }

    /// <summary>Features that occur in enough of the samples: what occurs once in a large set only costs memory.</summary>
    public static Vocabulary Of(IEnumerable<uint[]> samples, int least)
    {
        var seen = new Dictionary<uint, int>();
        foreach (var features in samples)
        {
            for (var i = 0; i < features.Length; i++)
            {
                if (i == 0 || features[i] != features[i - 1])
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(seen, features[i], out _)++;
            }
        }
        var kept = seen.Where(pair => pair.Value >= least).Select(pair => pair.Key).ToArray();
        Array.Sort(kept);
        return new(kept);
    }
}
