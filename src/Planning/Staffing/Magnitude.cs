namespace Banzhang.Planning.Staffing;

/// <summary>A positive number whose exponent may leave the range of <see cref="double"/>, for products that begin or end far outside it.</summary>
internal readonly struct Magnitude
{
    private readonly double _mantissa;
    private readonly int _exponent;

    public Magnitude(double value)
        : this(value, 0)
    {
    }

    private Magnitude(double mantissa, int exponent)
    {
        if (mantissa == 0)
        {
            (_mantissa, _exponent) = (0, 0);
            return;
        }

        var shift = Math.ILogB(mantissa);
        (_mantissa, _exponent) = (Math.ScaleB(mantissa, -shift), exponent + shift);
    }

    /// <summary>0 or infinite where a <see cref="double"/> ends.</summary>
    public double Value => Math.ScaleB(_mantissa, _exponent);

    public Magnitude Times(double factor) => new(_mantissa * factor, _exponent);

    public Magnitude TimesExp(double power)
    {
        var exponent = Math.Round(power / Math.Log(2));
        return new(_mantissa * Math.Exp(power - (exponent * Math.Log(2))), _exponent + (int)exponent);
    }
}
