namespace Banzhang.Planning.Staffing;

/// <summary>Work that may wait, such as mail: it fills the valleys of what may not.</summary>
/// <param name="From">First interval in which it can be done, from 0.</param>
/// <param name="Until">The interval before which it must be finished; above <paramref name="From"/>.</param>
/// <param name="Hours">Agent hours, at least 0.</param>
public sealed record DeferredWork(int From, int Until, double Hours);

/// <param name="Extra">Agents needed in every interval beside the idle ones, least possible; 0 when the valleys hold everything.</param>
/// <param name="Hours">Hours of deferred work done in each interval.</param>
public sealed record DeferredPlan(double Extra, IReadOnlyList<double> Hours);

/// <summary>Finds the least even level of extra agents that keeps every deadline, and places the work.</summary>
public static class Valleys
{
    /// <param name="work">Any order.</param>
    /// <param name="idle">Idle agents of each interval, at least 0.</param>
    /// <param name="interval">Length of an interval, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Work outside the intervals, negative hours or idle agents.</exception>
    public static DeferredPlan Fill(IReadOnlyList<DeferredWork> work, IReadOnlyList<double> idle, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(idle);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        foreach (var one in work)
        {
            if (one.From < 0 || one.Until <= one.From || one.Until > idle.Count || !(one.Hours >= 0) || double.IsInfinity(one.Hours))
            {
                throw new ArgumentOutOfRangeException(nameof(work), one, "Work lies within the intervals and takes at least 0 hours.");
            }
        }

        foreach (var agents in idle)
        {
            Loads.Check(agents);
        }

        var extra = LeastLevel(work, idle, interval.TotalHours);
        return new(extra, Place(work, idle, interval.TotalHours, extra));
    }

    /// <summary>
    /// Demand of a window: what arrives in it and is due in it must fit into it. The fullest window sets the level; enough for all windows is
    /// enough altogether, since work is divisible (the staircase condition).
    /// </summary>
    private static double LeastLevel(IReadOnlyList<DeferredWork> work, IReadOnlyList<double> idle, double hours)
    {
        var most = 0.0;
        for (var from = 0; from < idle.Count; from++)
        {
            var (free, due) = (0.0, new double[idle.Count + 1]);
            foreach (var one in work.Where(w => w.From >= from))
            {
                due[one.Until] += one.Hours;
            }

            var demand = 0.0;
            for (var until = from + 1; until <= idle.Count; until++)
            {
                free += idle[until - 1] * hours;
                demand += due[until];
                most = Math.Max(most, (demand - free) / ((until - from) * hours));
            }
        }

        return most;
    }

    /// <summary>What is due first is done first, as soon as there is room.</summary>
    private static double[] Place(IReadOnlyList<DeferredWork> work, IReadOnlyList<double> idle, double hours, double extra)
    {
        var done = new double[idle.Count];
        var ahead = new PriorityQueue<double, int>();
        var arriving = work.ToLookup(w => w.From);
        for (var i = 0; i < idle.Count; i++)
        {
            foreach (var one in arriving[i])
            {
                ahead.Enqueue(one.Hours, one.Until);
            }

            for (var room = (idle[i] + extra) * hours; room > 0 && ahead.TryDequeue(out var left, out var due);)
            {
                var part = Math.Min(room, left);
                done[i] += part;
                room -= part;
                if (left > part)
                {
                    ahead.Enqueue(left - part, due);
                }
            }
        }

        return done;
    }
}
