namespace Banzhang.Planning.Staffing;

/// <summary>
/// The number of contacts in the system as it moves through a day: the law of the birth and death process at a moment, and its mean over an interval.
/// Within an interval all rates are constant, so that it is exact: uniformisation (Jensen 1953), in pieces of at most <see cref="PieceSteps"/> mean steps.
/// </summary>
internal sealed class CarriedQueue
{
    private const double PieceSteps = 40, Negligible = 1e-15;

    private double[] _law;
    private int _first;

    /// <param name="contacts">In the system at the beginning, for certain.</param>
    public CarriedQueue(int contacts) => (_law, _first) = ([1], contacts);

    /// <summary>Mean number waiting beyond so many places.</summary>
    public double Waiting(int places)
    {
        var waiting = 0.0;
        for (var at = 0; at < _law.Length; at++)
        {
            waiting += Math.Max(0, _first + at - places) * _law[at];
        }

        return waiting;
    }

    public CarriedQueue Copy() => new(_first) { _law = (double[])_law.Clone() };

    /// <summary>Moves on by <paramref name="time"/> handling times and says how long, as a share of them, the system held how many: the first number and the shares from it on.</summary>
    /// <param name="traffic">Arrivals per handling time.</param>
    /// <param name="leaving">Handling time over patience; 0 when nobody leaves.</param>
    public (int First, double[] Shares) Advance(ServiceCapacity capacity, double traffic, double leaving, double time)
    {
        double Finished(int contacts) => contacts <= capacity.Places ? capacity.At(contacts) : capacity.Full + ((contacts - capacity.Places) * leaving);

        var sums = new Dictionary<int, double>();
        for (var left = time; left > 0;)
        {
            // Room for what so many steps can reach; the rate of the fastest state makes a step.
            var reach = (int)(PieceSteps + (9 * Math.Sqrt(PieceSteps)));
            var low = Math.Max(0, _first - reach);
            var law = new double[_first + _law.Length + reach - low];
            _law.CopyTo(law, _first - low);
            var rate = traffic + Math.Max(Finished(low + law.Length - 1), 1e-9);
            var piece = Math.Min(left, PieceSteps / rate);
            var (up, down) = (traffic / rate, new double[law.Length]);
            for (var at = 0; at < down.Length; at++)
            {
                down[at] = Finished(low + at) / rate;
            }

            var (after, spent) = Steps(law, up, down, rate * piece, low);
            for (var at = 0; at < spent.Length; at++)
            {
                sums[low + at] = sums.GetValueOrDefault(low + at) + (spent[at] / rate);
            }

            Trim(after, low);
            left -= piece;
        }

        var first = sums.Keys.Min();
        return (first, [.. Enumerable.Range(first, sums.Keys.Max() - first + 1).Select(contacts => sums.GetValueOrDefault(contacts) / time)]);
    }

    /// <summary>The law after a Poisson number of steps, and the mean number of steps spent in each state.</summary>
    private static (double[] After, double[] Spent) Steps(double[] law, double up, double[] down, double mean, int low)
    {
        var (after, spent, next, stay) = (new double[law.Length], new double[law.Length], new double[law.Length], new double[law.Length]);
        for (var at = 0; at < law.Length; at++)
        {
            // The ends are beyond reach; what a rounding error brings there stays.
            stay[at] = 1 - (at + 1 < law.Length ? up : 0) - (at > 0 || low == 0 ? down[at] : 0);
        }

        var chance = Math.Exp(-mean);
        var beyond = 1 - chance;
        for (var step = 0; ; step++)
        {
            for (var at = 0; at < law.Length; at++)
            {
                after[at] += chance * law[at];
                spent[at] += beyond * law[at];
            }

            if (step > mean && beyond < Negligible)
            {
                return (after, spent);
            }

            next[0] = (law[0] * stay[0]) + (law[1] * down[1]);
            next[^1] = (law[^1] * stay[^1]) + (law[^2] * up);
            unchecked
            {
                for (var at = 1; at + 1 < law.Length; at++)
                {
                    next[at] = (law[at] * stay[at]) + (law[at - 1] * up) + (law[at + 1] * down[at + 1]);
                }
            }

            (law, next) = (next, law);
            chance *= mean / (step + 1);
            beyond = Math.Max(0, beyond - chance);
        }
    }

    private void Trim(double[] law, int low)
    {
        var (from, to) = (0, law.Length);
        while (to - from > 1 && law[from] < Negligible)
        {
            from++;
        }

        while (to - from > 1 && law[to - 1] < Negligible)
        {
            to--;
        }

        _law = law[from..to];
        var sum = _law.Sum();
        for (var at = 0; at < _law.Length; at++)
        {
            _law[at] /= sum;
        }

        _first = low + from;
    }
}
