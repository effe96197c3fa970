using System.Globalization;

namespace Banzhang.Kernel;

/// <summary>
/// An amount in one currency, held in its smallest unit (fen, cents; whole yen). May be negative. Amounts of two currencies neither
/// add nor compare: trying is a bug and throws. Arithmetic overflows loudly. <c>default</c> has no currency and takes part in nothing.
/// </summary>
public readonly record struct Money : IComparable<Money>, IFormattable
{
    /// <param name="minorUnits">Count of the smallest unit.</param>
    /// <param name="currency">ISO 4217 code, three capital letters.</param>
    public Money(long minorUnits, string currency)
    {
        ArgumentNullException.ThrowIfNull(currency);
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            throw new ArgumentException($"'{currency}' is no currency code.\nMaybe write three capital letters, such as CNY.", nameof(currency));
        MinorUnits = minorUnits;
        Currency = currency;
    }

    /// <summary>Count of the smallest unit: 1234 is CNY 12.34, JPY 1234 or KWD 1.234.</summary>
    public long MinorUnits { get; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; }

    /// <summary>Digits after the point in this currency: 0, 2 or 3.</summary>
    public int Decimals => Currency switch
    {
        "JPY" or "KRW" or "VND" or "CLP" or "ISK" or "PYG" or "UGX" or "XAF" or "XOF" or "XPF" => 0,
        "BHD" or "IQD" or "JOD" or "KWD" or "LYD" or "OMR" or "TND" => 3,
        _ => 2,
    };

    public static Money Zero(string currency) => new(0, currency);

    public static Money operator +(Money left, Money right) => new(checked(left.MinorUnits + right.SameAs(left)), left.Currency);
    public static Money operator -(Money left, Money right) => new(checked(left.MinorUnits - right.SameAs(left)), left.Currency);
    public static Money operator -(Money amount) => new(checked(-amount.MinorUnits), amount.Currency);
    public static Money operator *(Money amount, long times) => new(checked(amount.MinorUnits * times), amount.Currency);
    public static bool operator <(Money left, Money right) => left.CompareTo(right) < 0;
    public static bool operator >(Money left, Money right) => left.CompareTo(right) > 0;
    public static bool operator <=(Money left, Money right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Money left, Money right) => left.CompareTo(right) >= 0;

    /// <summary>A share of this amount, rounded to the smallest unit, a half away from zero.</summary>
    public Money Share(Percent share) => new(share.OfAmount(MinorUnits), Currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public int CompareTo(Money other) => MinorUnits.CompareTo(other.SameAs(this));

    /// <summary>Invariant, for storage and logs: <c>CNY 12.34</c>.</summary>
    public override string ToString() => ToString(null, CultureInfo.InvariantCulture);

    /// <summary><c>N</c>: for people, in the separators of their culture, the code in front (<c>CNY 1,234.50</c>); null or <c>G</c>: without group separators.</summary>
    public string ToString(string? format, IFormatProvider? formatProvider)
    {
        if (Currency is null)
            return "";
        var digits = format switch
        {
            null or "" or "G" => "F",
            "N" => "N",
            _ => throw new FormatException($"Money cannot be written as '{format}'.\nMaybe N."),
        };
        var scale = Decimals switch { 0 => 1m, 3 => 1000m, _ => 100m };
        return Currency + " " + (MinorUnits / scale).ToString(digits + Decimals.ToString(CultureInfo.InvariantCulture), formatProvider);
    }

    private long SameAs(Money other) => Currency is not null && Currency == other.Currency
        ? MinorUnits
        : throw new InvalidOperationException($"{this} and {other} are amounts of different currencies.\nMaybe convert one first.");
}
