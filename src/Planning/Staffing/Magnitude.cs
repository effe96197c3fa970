namespace Banzhang.Planning.Staffing;

/// <summary>
/// A positive number whose exponent may leave the range of <see cref="double"/>, for products that begin or end far outside it. Beyond 2 to the power of
/// a billion, either way, it stays there.
/// </summary>
internal readonly struct Magnitude
{
    private const int MostExponent = 1_000_000_000;

    private readonly double _mantissa;
    private readonly int _exponent;

    public Magnitude(double value)
        : this(value, 0)
    {
    }

    private Magnitude(double mantissa, long exponent)
    {
        if (mantissa == 0)
        {
            (_mantissa, _exponent) = (0, 0);
            return;
        }

        var shift = Math.ILogB(mantissa);
        (_mantissa, _exponent) = (Math.ScaleB(mantissa, -shift), (int)Math.Clamp(exponent + shift, -MostExponent, MostExponent));
    }

    /// <summary>0 or infinite where a <see cref="double"/> ends.</summary>
    public double Value => Math.ScaleB(_mantissa, _exponent);

    public Magnitude Times(double factor) => new(_mantissa * factor, _exponent);

    public Magnitude TimesExp(double power)
    {
        var near = Math.Clamp(power, -MostExponent, MostExponent);
        var exponent = Math.Round(near / Math.Log(2));
        return new(_mantissa * Math.Exp(near - (exponent * Math.Log(2))), _exponent + (long)exponent);
    }
}
