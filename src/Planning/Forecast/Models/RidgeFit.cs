namespace Banzhang.Planning.Forecast.Models;

/// <summary>Weighted least squares with a price on large weights, by normal equations and Cholesky.</summary>
internal sealed class RidgeFit(int width)
{
    private readonly double[] _square = new double[width * width], _target = new double[width];

    public void Add(ReadOnlySpan<double> row, double target, double weight)
    {
        for (var i = 0; i < width; i++)
        {
            if (row[i] == 0)
            {
                continue;
            }

            Vectors.Add(_square.AsSpan(i * width, i + 1), weight * row[i], row[..(i + 1)]);
            _target[i] += weight * row[i] * target;
        }
    }

    /// <param name="ridge">Price of the square of each weight, in weighted rows; above 0.</param>
    public double[] Solve(ReadOnlySpan<double> ridge)
    {
        var lower = (double[])_square.Clone();
        var answer = (double[])_target.Clone();
        for (var i = 0; i < width; i++)
        {
            lower[(i * width) + i] += ridge[i];
        }

        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = lower[(i * width) + j] - Vectors.Dot(lower.AsSpan(i * width, j), lower.AsSpan(j * width, j));
                lower[(i * width) + j] = i == j ? Math.Sqrt(Math.Max(rest, 1e-12)) : rest / lower[(j * width) + j];
            }

            answer[i] = (answer[i] - Vectors.Dot(lower.AsSpan(i * width, i), answer.AsSpan(0, i))) / lower[(i * width) + i];
        }

        for (var i = width - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < width; j++)
            {
                answer[i] -= lower[(j * width) + i] * answer[j];
            }

            answer[i] /= lower[(i * width) + i];
        }

        return answer;
    }
}
