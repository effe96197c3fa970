namespace Banzhang.Planning.Forecast.Models;

/// <summary>The leading right singular vectors of a table of rows, by orthogonal iteration from smooth waves: no chance, no package.</summary>
internal static class SingularShapes
{
    /// <param name="rows">Row after row.</param>
    /// <param name="width">Length of a row.</param>
    /// <param name="count">Vectors wanted; at most the width.</param>
    /// <param name="rounds">Iterations.</param>
    /// <returns>Vector after vector, each of length 1 (0 where the table has fewer).</returns>
    public static double[] Leading(ReadOnlySpan<double> rows, int width, int count, int rounds)
    {
        var shape = new double[count * width];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < width; i++)
            {
                shape[(k * width) + i] = Math.Cos(Math.PI * k * (i + 0.5) / width);
            }
        }

        var next = new double[shape.Length];
        for (var round = 0; round < rounds; round++)
        {
            Array.Clear(next);
            for (var at = 0; at < rows.Length; at += width)
            {
                var row = rows.Slice(at, width);
                for (var k = 0; k < count; k++)
                {
                    Vectors.Add(next.AsSpan(k * width, width), Vectors.Dot(row, shape.AsSpan(k * width, width)), row);
                }
            }

            Orthogonalise(next, width, count);
            (shape, next) = (next, shape);
        }

        return shape;
    }

    private static void Orthogonalise(double[] shape, int width, int count)
    {
        for (var k = 0; k < count; k++)
        {
            var own = shape.AsSpan(k * width, width);
            var before = Math.Sqrt(Vectors.Dot(own, own));
            for (var other = 0; other < k; other++)
            {
                var taken = shape.AsSpan(other * width, width);
                Vectors.Add(own, -Vectors.Dot(own, taken), taken);
            }

            var length = Math.Sqrt(Vectors.Dot(own, own));
            foreach (ref var value in own)
            {
                value = length > 1e-9 * before && length > 0 ? value / length : 0;
            }
        }
    }
}
