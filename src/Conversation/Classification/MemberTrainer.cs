namespace Banzhang.Conversation.Classification;

/// <summary>Trains one member on counted samples.</summary>
internal static class MemberTrainer
{
    private const double Smoothing = 1, ComplementSmoothing = 0.3;
    private const double RatioCost = 0.25, FrequencyCost = 0.3, MatterCost = 1, MatterCostOfFew = 4;

    /// <summary>Few examples must be followed closer than many, which contradict each other.</summary>
    private const int Few = 1000;

    /// <param name="samples">For the members of the matter, its columns only.</param>
    public static Member Train(Weighing weighing, Counts[] samples, int[] classes, int classCount, int columns, int seed, ParallelOptions work) => weighing switch
    {
        Weighing.Ratio => Ratio(samples, classes, classCount, columns, seed, work),
        Weighing.Frequency => Planes(weighing, samples, classes, classCount, InverseFrequencies(samples, columns), FrequencyCost, seed, work),
        Weighing.Matter => Planes(weighing, samples, classes, classCount, Squared(InverseFrequencies(samples, columns)), samples.Length < Few ? MatterCostOfFew : MatterCost, seed, work),
        Weighing.Centroid => Centroid(samples, classes, classCount, Squared(InverseFrequencies(samples, columns))),
        Weighing.Complement => Complement(samples, classes, classCount, Squared(InverseFrequencies(samples, columns)), work),
    };

    private static Member Planes(Weighing weighing, Counts[] samples, int[] classes, int classCount, float[] weights, double cost, int seed, ParallelOptions work)
    {
        var rows = Array.ConvertAll(samples, sample => sample.Columns);
        var values = Array.ConvertAll(samples, sample => Member.Values(weighing, sample, weights));
        var (planes, offsets) = (NewPlanes(classCount, weights.Length), new float[classCount]);
        Parallel.For(0, classCount, work, k => offsets[k] = SeparatingPlane.Find(rows, values, Array.ConvertAll(classes, c => c == k), cost, planes[k], seed));
        return new(weighing, weights, planes, offsets);
    }

    private static Member Ratio(Counts[] samples, int[] classes, int classCount, int columns, int seed, ParallelOptions work)
    {
        var ones = new float[columns];
        Array.Fill(ones, 1f);
        var rows = Array.ConvertAll(samples, sample => sample.Columns);
        var (planes, offsets) = (NewPlanes(classCount, columns), new float[classCount]);
        Parallel.For(0, classCount, work, k =>
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

    private static Member Centroid(Counts[] samples, int[] classes, int classCount, float[] weights)
    {
        var centres = Sums(samples, classes, classCount, weights);
        foreach (var centre in centres)
        {
            var square = 0.0;
            foreach (var value in centre)
                square += value * value;
            var scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
            for (var column = 0; column < centre.Length; column++)
                centre[column] *= scale;
        }
        return new(Weighing.Centroid, weights, centres, new float[classCount]);
    }

    private static Member Complement(Counts[] samples, int[] classes, int classCount, float[] weights, ParallelOptions work)
    {
        var sums = Sums(samples, classes, classCount, weights);
        var all = Enumerable.Range(0, weights.Length).Select(column => sums.Sum(inside => (double)inside[column])).ToArray();
        var (total, prior) = (all.Sum(), ComplementSmoothing * all.Sum() / Math.Max(1, weights.Length));
        var planes = NewPlanes(classCount, weights.Length);
        Parallel.For(0, classCount, work, k =>
        {
            var inside = sums[k].Sum(value => (double)value);
            var shift = Math.Log((total - inside + (prior * weights.Length)) / (inside + (prior * weights.Length)));
            for (var column = 0; column < weights.Length; column++)
                planes[k][column] = (float)(Math.Log((sums[k][column] + prior) / (Math.Max(0, all[column] - sums[k][column]) + prior)) + shift);
        });
        return new(Weighing.Complement, weights, planes, new float[classCount]);
    }

    /// <summary>For each class the sum of its samples' vectors.</summary>
    private static float[][] Sums(Counts[] samples, int[] classes, int classCount, float[] weights)
    {
        var sums = NewPlanes(classCount, weights.Length);
        for (var s = 0; s < samples.Length; s++)
        {
            var values = Member.Values(Weighing.Centroid, samples[s], weights);
            for (var i = 0; i < values.Length; i++)
                sums[classes[s]][samples[s].Columns[i]] += values[i];
        }
        return sums;
    }

    private static float[] Squared(float[] weights) => Array.ConvertAll(weights, weight => weight * weight);

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
