using System.Globalization;

namespace Banzhang.Kernel;

/// <summary>
/// A share, held in basis points: 1 % is 100, the whole is 10,000. Not bounded: growth may exceed the whole, change may be negative.
/// Rounded to the nearest basis point, a half away from zero. <c>default</c> is 0 %.
/// </summary>
/// <param name="BasisPoints">Hundredths of a percent.</param>
public readonly record struct Percent(int BasisPoints) : IComparable<Percent>, IFormattable
{
    private const int Whole = 10_000;

    public static Percent Zero => default;

    /// <summary>The whole, 100 %.</summary>
    public static Percent All => new(Whole);

    /// <summary><paramref name="part"/> of <paramref name="whole"/>, both in the same unit; null when the whole is 0: a share of nothing is unknown, not 0 %.</summary>
    /// <exception cref="OverflowException">The share exceeds some 21,000,000 %.</exception>
    public static Percent? Of(long part, long whole) =>
        whole == 0 ? null : new Percent(checked((int)Rounding.Divide((Int128)part * Whole, whole)));

    /// <summary>A number of whole percents, e.g. <c>FromPercents(80)</c>.</summary>
    public static Percent FromPercents(int percents) => new(checked(percents * 100));

    /// <summary>This share of <paramref name="amount"/>, in the amount's unit, rounded by the same rule.</summary>
    public long OfAmount(long amount) => checked((long)Rounding.Divide((Int128)amount * BasisPoints, Whole));

    public int CompareTo(Percent other) => BasisPoints.CompareTo(other.BasisPoints);

    public static bool operator <(Percent left, Percent right) => left.BasisPoints < right.BasisPoints;
    public static bool operator >(Percent left, Percent right) => left.BasisPoints > right.BasisPoints;
    public static bool operator <=(Percent left, Percent right) => left.BasisPoints <= right.BasisPoints;
    public static bool operator >=(Percent left, Percent right) => left.BasisPoints >= right.BasisPoints;
    public static Percent operator +(Percent left, Percent right) => new(checked(left.BasisPoints + right.BasisPoints));
    public static Percent operator -(Percent left, Percent right) => new(checked(left.BasisPoints - right.BasisPoints));

    /// <summary>Invariant, for storage and logs, without needless zeros: <c>12.5%</c>.</summary>
    public override string ToString() => (BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>For people, in the form of their culture.</summary>
    /// <param name="decimals">Digits after the point, 0 to 2; a half is rounded away from zero.</param>
    /// <param name="culture">Whose separators and percent sign.</param>
    public string ToString(int decimals, IFormatProvider culture)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 2);
        var share = Math.Round((decimal)BasisPoints / Whole, decimals + 2, MidpointRounding.AwayFromZero);
        return share.ToString(decimals switch { 0 => "P0", 1 => "P1", _ => "P2" }, culture);
    }

    /// <summary><c>P0</c>, <c>P1</c> or <c>P2</c>: that many decimals in the culture; null or <c>G</c>: as <see cref="ToString()"/>.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider) => format switch
    {
        null or "" or "G" => ToString(),
        "P0" => ToString(0, formatProvider ?? CultureInfo.CurrentCulture),
        "P1" => ToString(1, formatProvider ?? CultureInfo.CurrentCulture),
        "P2" or "P" => ToString(2, formatProvider ?? CultureInfo.CurrentCulture),
        _ => throw new FormatException($"A percent cannot be written as '{format}'.\nMaybe P0, P1 or P2."),
    };
}
