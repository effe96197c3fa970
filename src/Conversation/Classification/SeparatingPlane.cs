namespace Banzhang.Conversation.Classification;

/// <summary>
/// A linear support vector machine with squared hinge loss, by dual coordinate descent (Hsieh and others 2008): exact, without a step size,
/// a few passes over the data.
/// </summary>
internal static class SeparatingPlane
{
    private const int MostPasses = 7;
    private const double CloseEnough = 0.05;

    /// <param name="columns">Columns of each sample.</param>
    /// <param name="values">Their values.</param>
    /// <param name="isInside">Which samples belong to the class.</param>
    /// <param name="cost">What an error costs against the length of the plane; higher follows the samples closer.</param>
    /// <param name="plane">The weights found; as long as there are columns.</param>
    /// <returns>The offset.</returns>
    public static float Find(int[][] columns, float[][] values, bool[] isInside, double cost, float[] plane, int seed)
    {
        var count = columns.Length;
        var (dual, order, random) = (new double[count], new int[count], new Random(seed));
        var diagonal = 0.5 / cost;
        var squares = new double[count];
        for (var i = 0; i < count; i++)
            (order[i], squares[i]) = (i, diagonal + 1 + Square(values[i]));
        var offset = 0.0;
        for (var pass = 0; pass < MostPasses; pass++)
        {
            random.Shuffle(order);
            var worst = 0.0;
            foreach (var i in order)
            {
                var side = isInside[i] ? 1 : -1;
                var gradient = (side * (Dot(plane, columns[i], values[i]) + offset)) - 1 + (diagonal * dual[i]);
                var projected = dual[i] == 0 ? Math.Min(gradient, 0) : gradient;
                worst = Math.Max(worst, Math.Abs(projected));
                if (Math.Abs(projected) < 1e-12)
                    continue;
                var next = Math.Max(dual[i] - (gradient / squares[i]), 0);
                var step = (float)((next - dual[i]) * side);
                dual[i] = next;
                Add(plane, columns[i], values[i], step);
                offset += step;
            }
            if (worst < CloseEnough)
                break;
        }
        return (float)offset;
    }

    private static double Square(float[] values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value * value;
        return sum;
    }

    private static float Dot(float[] plane, int[] columns, float[] values)
    {
        var sum = 0f;
        for (var i = 0; i < columns.Length; i++)
            sum += plane[columns[i]] * values[i];
        return sum;
    }

    private static void Add(float[] plane, int[] columns, float[] values, float step)
    {
        for (var i = 0; i < columns.Length; i++)
            plane[columns[i]] += step * values[i];
    }
}
