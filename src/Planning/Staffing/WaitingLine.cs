namespace Banzhang.Planning.Staffing;

/// <summary>
/// The stationary queue M/M/n with or without patience (Erlang A and C), for agents with one contact or several chats at once.
/// Time is counted in handling times: arrivals come at rate A (the traffic), the system works at rate R when full, each waiting customer leaves at
/// rate δ = handling time / patience.
/// <para>Sources: the recurrences of Erlang B and of birth and death processes; for the law of the wait see <see cref="WaitFromPlace"/>.</para>
/// </summary>
internal sealed class WaitingLine
{
    /// <summary>Terms smaller than this share of the sum change no digit that is shown.</summary>
    private const double Negligible = 1e-18;

    private readonly double _traffic;
    private readonly double _full;
    private readonly double _leaving;
    private readonly double[] _weights;
    private readonly double _sum;

    /// <param name="capacity">Who works.</param>
    /// <param name="traffic">Erlangs, above 0.</param>
    /// <param name="leaving">Handling time over patience; 0 when nobody leaves.</param>
    public WaitingLine(ServiceCapacity capacity, double traffic, double leaving)
    {
        _traffic = traffic;
        _full = capacity.Full;
        _leaving = leaving;
        IsStable = leaving > 0 || traffic < _full;
        if (!IsStable)
        {
            (_weights, _sum, WaitProbability) = ([], 0, 1);
            return;
        }

        var below = ErlangB.Inverse(capacity, traffic);
        // Probabilities of 0, 1, 2 … waiting, each relative to the largest of them, so that nothing overflows.
        if (leaving == 0)
        {
            (_weights, _sum) = ([1], 1 / (1 - (traffic / _full)));
            WaitProbability = 1 / (1 + ((below - 1) / _sum));
            return;
        }

        _weights = Weights(traffic, _full, leaving);
        foreach (var weight in _weights)
        {
            _sum += weight;
        }

        WaitProbability = 1 / (1 + ((below - 1) * _weights[0] / _sum));
    }

    /// <summary>False when more arrives than can be done and nobody leaves: the queue only grows.</summary>
    public bool IsStable { get; }

    /// <summary>Share of arrivals that find everybody busy.</summary>
    public double WaitProbability { get; }

    /// <summary>Share of arrivals that leave unanswered.</summary>
    public double Abandonment
    {
        get
        {
            if (_leaving == 0)
            {
                return 0;
            }

            var waiting = 0.0;
            for (var j = 1; j < _weights.Length; j++)
            {
                waiting += j * _weights[j];
            }

            return Math.Min(1, _leaving * waiting / _sum * WaitProbability / _traffic);
        }
    }

    /// <summary>Share of arrivals answered within <paramref name="time"/> handling times.</summary>
    public double AnsweredWithin(double time)
    {
        if (!IsStable)
        {
            return 0;
        }

        if (_leaving == 0)
        {
            return 1 - (WaitProbability * Math.Exp(-(_full - _traffic) * time));
        }

        return 1 - WaitProbability + Mean(time, place => place.AnsweredWithin);
    }

    /// <summary>Share of arrivals that leave within <paramref name="time"/> handling times.</summary>
    public double LeftWithin(double time) => _leaving == 0 ? 0 : Mean(time, place => place.LeftWithin);

    /// <summary>
    /// The wait, in handling times, that a share of the answered do not exceed, those who did not wait included. In Erlang C the law of the wait turned
    /// round; in Erlang A the same by halving, since the share answered in time has a closed form and grows.
    /// </summary>
    /// <param name="share">0 to below 1.</param>
    public double WaitOfAnswered(double share)
    {
        if (!IsStable)
        {
            return double.PositiveInfinity;
        }

        if (_leaving == 0)
        {
            return WaitProbability <= 1 - share ? 0 : Math.Log(WaitProbability / (1 - share)) / (_full - _traffic);
        }

        var wanted = share * (1 - WaitProbability + Mean(0, place => place.Answered));
        if (1 - WaitProbability >= wanted)
        {
            return 0;
        }

        var (low, high) = (0.0, 1 / _full);
        while (AnsweredWithin(high) < wanted)
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1e-9 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = AnsweredWithin(middle) < wanted ? (middle, high) : (low, middle);
        }

        return high;
    }

    /// <summary>Mean wait of the answered in handling times, with those who did not wait.</summary>
    public double MeanWaitOfAnswered()
    {
        if (!IsStable)
        {
            return double.PositiveInfinity;
        }

        if (_leaving == 0)
        {
            return WaitProbability / (_full - _traffic);
        }

        var answered = 1 - Abandonment;
        return answered == 0 ? double.PositiveInfinity : Mean(0, place => place.WaitWhenAnswered) / answered;
    }

    /// <summary>Over all arrivals; those who do not wait count 0.</summary>
    private double Mean(double time, Func<WaitFromPlace, double> what)
    {
        var place = new WaitFromPlace(_full, _leaving, time);
        var sum = 0.0;
        foreach (var weight in _weights)
        {
            sum += weight * what(place);
            place.Next();
        }

        return sum / _sum * WaitProbability;
    }

    /// <summary>Outwards from the most likely length of the queue, until terms no longer count.</summary>
    private static double[] Weights(double traffic, double full, double leaving)
    {
        var mode = traffic > full ? (int)Math.Min(int.MaxValue / 4, (traffic - full) / leaving) : 0;
        var up = new List<double> { 1 };
        var sum = 1.0;
        for (var (j, weight) = (mode, 1.0); weight > Negligible * sum; j++)
        {
            weight *= traffic / (full + ((j + 1) * leaving));
            up.Add(weight);
            sum += weight;
        }

        var down = new double[mode];
        for (var (j, weight) = (mode, 1.0); j > 0 && weight > 0; j--)
        {
            weight *= (full + (j * leaving)) / traffic;
            down[j - 1] = weight;
        }

        return [.. down, .. up];
    }
}
