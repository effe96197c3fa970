namespace Banzhang.Tests.Rules.Planning.Staffing;

/// <summary>Erlang A the slow way: long sums for the stationary state, and small steps in time (Runge and Kutta) for a customer who finds j waiting.</summary>
internal static class SlowErlangA
{
    private const int Longest = 400;

    /// <summary>Share answered within the time, and the mean wait of the answered, in handling times.</summary>
    public static (double Level, double Wait) Of(int agents, double traffic, double leaving, double within)
    {
        var state = new double[agents + Longest];
        state[0] = 1;
        for (var k = 1; k < state.Length; k++)
        {
            state[k] = state[k - 1] * traffic / (Math.Min(k, agents) + (Math.Max(0, k - agents) * leaving));
        }

        var all = state.Sum();
        var level = state.Take(agents).Sum() / all;
        var (answered, waited) = (level, 0.0);
        for (var j = 0; j < Longest && state[agents + j] / all > 1e-14; j++)
        {
            var (inTime, ever, wait) = Serve(j, agents, leaving, within);
            level += state[agents + j] / all * inTime;
            answered += state[agents + j] / all * ever;
            waited += state[agents + j] / all * wait;
        }

        return (level, waited / answered);
    }

    /// <summary>Share that leaves within the time: who still waits leaves at the rate of impatience.</summary>
    public static double LeftWithin(int agents, double traffic, double leaving, double within)
    {
        var state = new double[agents + Longest];
        state[0] = 1;
        for (var k = 1; k < state.Length; k++)
        {
            state[k] = state[k - 1] * traffic / (Math.Min(k, agents) + (Math.Max(0, k - agents) * leaving));
        }

        var (all, left) = (state.Sum(), 0.0);
        for (var j = 0; j < Longest && state[agents + j] / all > 1e-14; j++)
        {
            var chance = new double[j + 1];
            chance[j] = 1;
            var steps = (int)Math.Ceiling(within / .0008);
            for (var (step, h) = (0, within / steps); step < steps; step++)
            {
                var before = chance.Sum();
                Step(chance, agents, leaving, h);
                left += state[agents + j] / all * leaving * (before + chance.Sum()) / 2 * h;
            }
        }

        return left;
    }

    /// <summary>The chance that a customer with j ahead is being served, integrated over time; until it hardly grows.</summary>
    private static (double InTime, double Ever, double Wait) Serve(int j, int agents, double leaving, double within)
    {
        var chance = new double[j + 1];
        chance[j] = 1;
        var (served, inTime, wait, time) = (0.0, -1.0, 0.0, 0.0);
        var step = within / Math.Ceiling(within / .0008);
        while (chance.Sum() > 1e-11)
        {
            var before = served;
            served += Step(chance, agents, leaving, step);
            wait += (served - before) * (time + (step / 2));
            time += step;
            if (inTime < 0 && time >= within - (step / 2))
            {
                inTime = served;
            }
        }

        return (inTime < 0 ? served : inTime, served, wait);
    }

    private static double Step(double[] p, int agents, double leaving, double h)
    {
        double[] Slope(double[] q)
        {
            var d = new double[q.Length + 1];
            for (var i = 0; i < q.Length; i++)
            {
                var rate = agents + (i * leaving);
                d[i] -= q[i] * (rate + leaving);
                d[i == 0 ? q.Length : i - 1] += q[i] * rate;
            }

            return d;
        }

        double[] Ahead(double[] d, double by) => [.. p.Select((v, i) => v + (by * d[i]))];
        var a = Slope(p);
        var b = Slope(Ahead(a, h / 2));
        var c = Slope(Ahead(b, h / 2));
        var e = Slope(Ahead(c, h));
        double Mean(int i) => h / 6 * (a[i] + (2 * b[i]) + (2 * c[i]) + e[i]);
        for (var i = 0; i < p.Length; i++)
        {
            p[i] += Mean(i);
        }

        return Mean(p.Length);
    }
}
