namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>The 97.5 % quantile of Student's t: how many standard errors half of a 95 % confidence interval is, when the spread is itself estimated.</summary>
internal static class StudentQuantile
{
    private const double Normal = 1.959963984540054;

    /// <param name="freedom">Degrees of freedom, at least 1.</param>
    /// <returns>
    /// Exact for 1 and 2; above, the expansion in powers of 1/freedom about the normal quantile (Abramowitz and Stegun 26.7.5), at 3 to within 0.2 %,
    /// from 6 on to within 0.01 %.
    /// </returns>
    public static double Of(int freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(freedom, 1);
        if (freedom <= 2)
        {
            return freedom == 1 ? Math.Tan(.475 * Math.PI) : .95 * Math.Sqrt(2 / (1 - (.95 * .95)));
        }

        var (z, v) = (Normal, (double)freedom);
        var square = z * z;
        return z
            + (z * (square + 1) / 4 / v)
            + (z * ((((5 * square) + 16) * square) + 3) / 96 / (v * v))
            + (z * ((((((3 * square) + 19) * square) + 17) * square) - 15) / 384 / (v * v * v))
            + (z * ((((((((79 * square) + 776) * square) + 1482) * square) - 1920) * square) - 945) / 92_160 / (v * v * v * v));
    }
}
