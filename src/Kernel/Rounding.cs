namespace Banzhang.Kernel;

/// <summary>The one rounding rule of the house: to the nearest, a half away from zero (2.5 becomes 3, -2.5 becomes -3).</summary>
internal static class Rounding
{
    /// <summary><paramref name="numerator"/> divided by <paramref name="denominator"/>, rounded. The denominator is not zero.</summary>
    public static Int128 Divide(Int128 numerator, Int128 denominator)
    {
        var quotient = numerator / denominator;
        var rest = Int128.Abs(numerator - quotient * denominator);
        if (rest * 2 < Int128.Abs(denominator))
            return quotient;
        return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1;
    }
}
