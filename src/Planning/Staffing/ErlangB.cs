namespace Banzhang.Planning.Staffing;

/// <summary>Lines without a queue.</summary>
public static class ErlangB
{
    /// <summary>
    /// Share of arrivals that find all <paramref name="lines"/> taken, 0 to 1. By the recurrence of the inverse, 1/B(k) = 1 + k/A · 1/B(k−1):
    /// positive terms only, no factorials. Where the inverse leaves the range of numbers the answer is 0, below 1e-308 in truth.
    /// </summary>
    /// <param name="lines">At least 0.</param>
    /// <param name="traffic">Erlangs, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of lines, or a traffic that is negative or no number.</exception>
    public static double Blocking(int lines, double traffic)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        Loads.Check(traffic);
        return lines == 0 ? 1 : Blocking(new ServiceCapacity(lines), traffic);
    }

    /// <summary>
    /// The same for agents who may hold several contacts at once and finish them the slower the more they hold: the birth and death process with arrivals
    /// at rate A and contacts finished at rate μ(k), of which the share that finds all places taken is 1/B(k) = 1 + μ(k)/A · 1/B(k−1) at the last place.
    /// With one contact an agent μ(k) is k, which is Erlang's formula.
    /// </summary>
    /// <param name="capacity">Who works.</param>
    /// <param name="traffic">Erlangs, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A traffic that is negative or no number.</exception>
    public static double Blocking(ServiceCapacity capacity, double traffic)
    {
        Loads.Check(traffic);
        return traffic == 0 ? 0 : 1 / Inverse(capacity, traffic);
    }

    /// <summary>1 over the blocking: all probabilities from nobody under way to all places taken, relative to the last.</summary>
    /// <param name="traffic">Erlangs, above 0.</param>
    internal static double Inverse(ServiceCapacity capacity, double traffic)
    {
        var inverse = 1.0;
        for (var k = 1; k <= capacity.Places; k++)
        {
            inverse = 1 + (capacity.At(k) / traffic * inverse);
        }

        return inverse;
    }
}

internal static class Loads
{
    public static void Check(double traffic)
    {
        if (!double.IsFinite(traffic) || traffic < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(traffic), traffic, "A load in erlangs is a number of at least 0.");
        }
    }
}
