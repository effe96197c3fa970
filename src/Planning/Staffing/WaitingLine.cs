namespace Banzhang.Planning.Staffing;

/// <summary>
/// The stationary queue M/M/n with or without patience (Erlang A and C), for agents with one contact or several chats at once.
/// Time is counted in handling times: arrivals come at rate A (the traffic), the system works at rate R when full, each waiting customer leaves at
/// rate δ = handling time / patience.
/// <para>
/// Sources: the recurrences of Erlang B and of birth and death processes; the law of the wait after Riordan (1962) and Zeltyn and Mandelbaum (2005):
/// who finds j waiting is still to wait V with e^(−δV) distributed Beta(R/δ, j + 1).
/// </para>
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

        var below = 1.0;
        for (var k = 1; k <= capacity.Places; k++)
        {
            below = 1 + (capacity.At(k) / traffic * below);
        }

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

        // P(served within t | j waiting) = c/(c+j+1) · (1 − I_x(c+1, j+1)), x = e^(−δt), c = R/δ. I_x grows by positive steps from one j to the next.
        var c = _full / _leaving;
        var x = Math.Exp(-_leaving * time);
        var late = new Magnitude(1).TimesExp(-(c + 1) * _leaving * time);
        var step = late;
        var lateSum = late.Value;
        var answered = 0.0;
        for (var j = 0; j < _weights.Length; j++)
        {
            answered += _weights[j] * c / (c + j + 1) * Math.Max(0, 1 - lateSum);
            step = step.Times((1 - x) * (c + 1 + j) / (j + 1));
            lateSum += step.Value;
        }

        return 1 - WaitProbability + (answered / _sum * WaitProbability);
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

        // E[V e^(−δV)] = 1/δ · c/(c+j+1) · (1/(c+1) + … + 1/(c+j+1)), by the Beta law above.
        var c = _full / _leaving;
        var harmonic = 0.0;
        var wait = 0.0;
        for (var j = 0; j < _weights.Length; j++)
        {
            harmonic += 1 / (c + j + 1);
            wait += _weights[j] * c / (c + j + 1) * harmonic;
        }

        var answered = 1 - Abandonment;
        return answered == 0 ? double.PositiveInfinity : wait / _sum * WaitProbability / _leaving / answered;
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
