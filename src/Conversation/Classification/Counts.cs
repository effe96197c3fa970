namespace Banzhang.Conversation.Classification;

/// <summary>One sample in the columns of a vocabulary: how often each known feature occurs.</summary>
internal readonly record struct Counts(int[] Columns, ushort[] Times)
{
    /// <summary>Only the columns of the matter, see <see cref="FeatureReader.IsMatter"/>.</summary>
    public Counts Matter(Vocabulary vocabulary)
    {
        var (columns, times) = (new List<int>(Columns.Length), new List<ushort>(Columns.Length));
        for (var i = 0; i < Columns.Length; i++)
        {
            if (!FeatureReader.IsMatter(vocabulary.Features[Columns[i]]))
                continue;
            columns.Add(Columns[i]);
            times.Add(Times[i]);
        }
        return new([.. columns], [.. times]);
    }

    public static Counts Of(ReadOnlySpan<uint> features, Vocabulary vocabulary)
    {
        var (columns, times) = (new List<int>(features.Length), new List<ushort>(features.Length));
        for (var i = 0; i < features.Length;)
        {
            var from = i;
            while (i < features.Length && features[i] == features[from])
                i++;
            if (vocabulary.ColumnOf(features[from]) is var column and >= 0)
            {
                columns.Add(column);
                times.Add((ushort)Math.Min(i - from, ushort.MaxValue));
            }
        }
        return new([.. columns], [.. times]);
    }
}
