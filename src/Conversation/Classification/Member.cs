namespace Banzhang.Conversation.Classification;

/// <summary>How a member of the committee weighs what it sees.</summary>
internal enum Weighing : byte
{
    /// <summary>Presence, by how much more often it occurs in the class than outside it (Wang and Manning 2012, NB-SVM); separating plane by support vectors.</summary>
    Ratio = 1,

    /// <summary>1 + log of the count, times inverse document frequency, length 1; separating plane by support vectors.</summary>
    Frequency = 2,

    /// <summary>As <see cref="Frequency"/> over the matter alone, with the inverse document frequency squared: for few examples and long texts.</summary>
    Matter = 3,

    /// <summary>The same vector against the mean of each class (Rocchio): the plainest of all, and hard to mislead by few examples.</summary>
    Centroid = 4,

    /// <summary>The same vector by how much likelier each column is in the class than in all others (Rennie and others 2003, complement naive Bayes).</summary>
    Complement = 5,
}

/// <summary>One linear model: a score for each class, the higher the likelier.</summary>
/// <param name="ColumnWeights">Importance of each column before the planes; all 1 when the weighing has none.</param>
/// <param name="Planes">Class by class: a weight for each column.</param>
internal sealed record Member(Weighing Weighing, float[] ColumnWeights, float[][] Planes, float[] Offsets)
{
    public static bool IsOfMatter(Weighing weighing) => weighing is Weighing.Matter or Weighing.Centroid or Weighing.Complement;

    /// <summary>Members times classes, member by member.</summary>
    public static double[] ScoreAll(IReadOnlyList<Member> members, Counts sample, Vocabulary vocabulary, int classCount)
    {
        var matter = sample.Matter(vocabulary);
        var scores = new double[members.Count * classCount];
        for (var m = 0; m < members.Count; m++)
            members[m].Score(IsOfMatter(members[m].Weighing) ? matter : sample, scores.AsSpan(m * classCount, classCount));
        return scores;
    }

    /// <param name="scores">One for each class; overwritten.</param>
    public void Score(Counts sample, Span<double> scores)
    {
        var values = Values(Weighing, sample, ColumnWeights);
        for (var k = 0; k < scores.Length; k++)
        {
            var plane = Planes[k];
            double sum = Offsets[k];
            for (var i = 0; i < values.Length; i++)
                sum += plane[sample.Columns[i]] * values[i];
            scores[k] = sum;
        }
    }

    /// <summary>The vector of the sample, of length 1.</summary>
    public static float[] Values(Weighing weighing, Counts sample, float[] columnWeights)
    {
        var values = new float[sample.Columns.Length];
        var square = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var weight = columnWeights[sample.Columns[i]];
            values[i] = weighing == Weighing.Ratio ? weight : (float)(1 + Math.Log(sample.Times[i])) * weight;
            square += values[i] * values[i];
        }
        var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        for (var i = 0; i < values.Length; i++)
            values[i] *= scale;
        return values;
    }
}
