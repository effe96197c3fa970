namespace Banzhang.Planning.Staffing;

/// <summary>Time people are paid for and not at work on contacts. Shares are 0 to below 1.</summary>
public static class Shrinkage
{
    /// <summary>Above this share a schedule says nothing: of twenty people one would be there.</summary>
    public static double Most => 0.95;

    /// <summary>People to schedule so that <paramref name="agents"/> are there: n / (1 − s), never n · (1 + s).</summary>
    /// <param name="agents">0 to 100 million.</param>
    /// <param name="share">0 to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number or a share outside its bounds.</exception>
    public static int Scheduled(int agents, double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agents, 100_000_000);
        Check(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, Most);

        // A hair below a whole number is that number: 70 agents and 30 % are 100, not 101.
        return checked((int)Math.Ceiling((agents / (1 - share)) - 1e-9));
    }

    /// <summary>Causes that can meet in one person, such as sickness and lateness: 1 − Π(1 − s).</summary>
    public static double Overlapping(params ReadOnlySpan<double> shares)
    {
        var there = 1.0;
        foreach (var share in shares)
        {
            Check(share);
            there *= 1 - share;
        }

        return 1 - there;
    }

    /// <summary>Causes of which a person has one at most, such as leave and training: their sum.</summary>
    public static double Exclusive(params ReadOnlySpan<double> shares)
    {
        var sum = 0.0;
        foreach (var share in shares)
        {
            Check(share);
            sum += share;
        }

        Check(sum);
        return sum;
    }

    private static void Check(double share)
    {
        if (!(share is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share of at least 0 and below 1.");
        }
    }
}
