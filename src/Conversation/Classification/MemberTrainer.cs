namespace Banzhang.Conversation.Classification;

/// <summary>Trains one member on counted samples.</summary>
internal static class MemberTrainer
{
    private const double Smoothing = 1, ComplementSmoothing = 0.3;
    private const double RatioCost = 1, FrequencyCost = 0.6;

    public static Member Train(Weighing weighing, Counts[] samples, int[] classes, int classCount, int columns, int seed) => weighing switch
    {
        Weighing.Ratio => Ratio(samples, classes, classCount, columns, seed),
        Weighing.Frequency => Frequency(samples, classes, classCount, columns, seed),
        Weighing.Complement => Complement(samples, classes, classCount, columns),
    };

    private static Member Frequency(Counts[] samples, int[] classes, int classCount, int columns, int seed)
    {
        var weights = InverseFrequencies(samples, columns);
        var rows = Array.ConvertAll(samples, sample => sample.Columns);
        var values = Array.ConvertAll(samples, sample => Member.Values(Weighing.Frequency, sample, weights));
        var (planes, offsets) = (NewPlanes(classCount, columns), new float[classCount]);
        Parallel.For(0, classCount, k => offsets[k] = SeparatingPlane.Find(rows, values, Array.ConvertAll(classes, c => c == k), FrequencyCost, planes[k], seed));
        return new(Weighing.Frequency, weights, planes, offsets);
    }

    private static Member Ratio(Counts[] samples, int[] classes, int classCount, int columns, int seed)
    {
        var ones = new float[columns];
        Array.Fill(ones, 1f);
        var rows = Array.ConvertAll(samples, sample => sample.Columns);
        var (planes, offsets) = (NewPlanes(classCount, columns), new float[classCount]);
        Parallel.For(0, classCount, k =>
        {
            var isInside = Array.ConvertAll(classes, c => c == k);
            var ratios = LogRatios(samples, isInside, columns);
            var values = Array.ConvertAll(samples, sample =>
            {
                var plain = Member.Values(Weighing.Ratio, sample, ones);
                for (var i = 0; i < plain.Length; i++)
                    plain[i] *= ratios[sample.Columns[i]];
                return plain;
            });
            offsets[k] = SeparatingPlane.Find(rows, values, isInside, RatioCost, planes[k], seed);
            // The ratio is part of the weight from here on.
            for (var column = 0; column < columns; column++)
                planes[k][column] *= ratios[column];
        });
        return new(Weighing.Ratio, ones, planes, offsets);
    }

    private static Member Complement(Counts[] samples, int[] classes, int classCount, int columns)
    {
        var weights = InverseFrequencies(samples, columns);
        var (sums, all, totals) = (NewPlanes(classCount, columns), new double[columns], new double[classCount]);
        for (var s = 0; s < samples.Length; s++)
        {
            var values = Member.Values(Weighing.Complement, samples[s], weights);
            for (var i = 0; i < values.Length; i++)
            {
                sums[classes[s]][samples[s].Columns[i]] += values[i];
                all[samples[s].Columns[i]] += values[i];
                totals[classes[s]] += values[i];
            }
        }
        var total = totals.Sum();
        for (var k = 0; k < classCount; k++)
        {
            var (plane, outside, norm) = (sums[k], total - totals[k] + (ComplementSmoothing * columns), 0.0);
            for (var column = 0; column < columns; column++)
            {
                plane[column] = (float)-Math.Log((all[column] - plane[column] + ComplementSmoothing) / outside);
                norm += plane[column];
            }
            for (var column = 0; column < columns; column++)
                plane[column] = (float)(plane[column] / norm * columns);
        }
        return new(Weighing.Complement, weights, sums, new float[classCount]);
    }

    private static float[] InverseFrequencies(Counts[] samples, int columns)
    {
        var documents = new int[columns];
        foreach (var sample in samples)
        {
            foreach (var column in sample.Columns)
                documents[column]++;
        }
        return Array.ConvertAll(documents, seen => (float)(Math.Log((1.0 + samples.Length) / (1 + seen)) + 1));
    }

    private static float[] LogRatios(Counts[] samples, bool[] isInside, int columns)
    {
        var (inside, outside, counts) = (new double[columns], new double[columns], (In: 0.0, Out: 0.0));
        for (var s = 0; s < samples.Length; s++)
        {
            foreach (var column in samples[s].Columns)
                (isInside[s] ? inside : outside)[column]++;
            counts = isInside[s] ? (counts.In + 1, counts.Out) : (counts.In, counts.Out + 1);
        }
        var ratios = new float[columns];
        for (var column = 0; column < columns; column++)
            ratios[column] = (float)Math.Log((inside[column] + Smoothing) / (counts.In + Smoothing) / ((outside[column] + Smoothing) / (counts.Out + Smoothing)));
        return ratios;
    }

    private static float[][] NewPlanes(int classCount, int columns) => [.. Enumerable.Range(0, classCount).Select(_ => new float[columns])];
}
