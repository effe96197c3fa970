namespace Banzhang.Planning.Staffing;

/// <param name="Figures">Of those who arrive in the interval.</param>
/// <param name="WaitingAtEnd">Mean number still waiting when it ends: what the next begins with.</param>
public sealed record CarriedFigures(StaffingFigures Figures, double WaitingAtEnd);

/// <summary>
/// A day of intervals in which what is left of one waits on in the next, instead of each being judged as if it went on for ever. Who arrives is served by
/// the agents of their interval; when fewer agents come, contacts under way beyond them wait again.
/// </summary>
public static class StaffingDay
{
    /// <summary>Contacts and agents, beyond which a day takes too long to compute this way.</summary>
    public static int MostTraffic => 5_000;

    /// <summary>Handling times in an interval, beyond which the same holds.</summary>
    public static int MostHandlingTimes => 2_000;

    /// <param name="model">Erlang C or A; where nobody waits nothing is carried over.</param>
    /// <param name="loads">The intervals in order, each of at most <see cref="MostTraffic"/> erlangs and <see cref="MostHandlingTimes"/>.</param>
    /// <param name="agents">By interval, 1 to <see cref="MostTraffic"/>.</param>
    /// <param name="waiting">Contacts waiting when the first interval begins, with everybody busy, 0 to <see cref="MostTraffic"/>; null when nobody waits and as many are busy as the load asks for.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its bounds; for Erlang A also a load without patience.</exception>
    public static IReadOnlyList<CarriedFigures> Evaluate(StaffingModel model, IReadOnlyList<QueueLoad> loads, IReadOnlyList<int> agents, TimeSpan within, int parallel = 1, int? waiting = null)
    {
        ArgumentNullException.ThrowIfNull(agents);
        Check(model, loads, parallel, waiting);
        ArgumentOutOfRangeException.ThrowIfNotEqual(agents.Count, loads.Count);
        var figures = new List<CarriedFigures>(loads.Count);
        CarriedQueue? queue = null;
        for (var at = 0; at < loads.Count; at++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(agents[at], 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(agents[at], MostTraffic);
            var capacity = new ServiceCapacity(agents[at], parallel);
            queue ??= Begin(loads[at], capacity, waiting);
            figures.Add(Interval(model, loads[at], capacity, within, queue));
        }

        return figures;
    }

    /// <summary>The fewest agents of each interval, one at least, with which its targets hold, given what the intervals before it left; null when not even <see cref="MostTraffic"/> keep them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Evaluate"/>.</exception>
    public static IReadOnlyList<CarriedFigures>? Least(StaffingModel model, IReadOnlyList<QueueLoad> loads, StaffingTargets targets, int parallel = 1, int? waiting = null)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Check(model, loads, parallel, waiting);
        var chosen = new List<CarriedFigures>(loads.Count);
        CarriedQueue? queue = null;
        foreach (var load in loads)
        {
            (CarriedFigures Figures, CarriedQueue After) At(int agents)
            {
                var capacity = new ServiceCapacity(agents, parallel);
                var after = queue?.Copy() ?? Begin(load, capacity, waiting);
                return (Interval(model, load, capacity, targets.Within, after), after);
            }

            var (low, high) = (0, Math.Clamp((int)Math.Ceiling(load.Traffic / new ServiceCapacity(1, parallel).Full) + 1, 1, MostTraffic));
            var best = At(high);
            while (!Staff.Holds(best.Figures.Figures, targets))
            {
                if (high == MostTraffic)
                {
                    return null;
                }

                (low, high) = (high, Math.Min(MostTraffic, high * 2));
                best = At(high);
            }

            while (high - low > 1)
            {
                var middle = low + ((high - low) / 2);
                if (At(middle) is var found && Staff.Holds(found.Figures.Figures, targets))
                {
                    (high, best) = (middle, found);
                }
                else
                {
                    low = middle;
                }
            }

            chosen.Add(best.Figures);
            queue = best.After;
        }

        return chosen;
    }

    private static double Leaving(StaffingModel model, QueueLoad load) => model == StaffingModel.ErlangA ? load.HandlingTime / load.Patience!.Value : 0;

    private static CarriedQueue Begin(QueueLoad load, ServiceCapacity capacity, int? waiting) =>
        new(waiting is { } number ? capacity.Places + number : Math.Min(capacity.Places, (int)Math.Round(load.Traffic)));

    private static CarriedFigures Interval(StaffingModel model, QueueLoad load, ServiceCapacity capacity, TimeSpan within, CarriedQueue queue)
    {
        var leaving = Leaving(model, load);
        var (first, shares) = queue.Advance(capacity, load.Traffic, leaving, load.Interval / load.HandlingTime);
        var (busy, atOnce) = (0.0, 0.0);
        var (answered, inTime, waited) = (0.0, 0.0, 0.0);
        var place = new WaitFromPlace(capacity.Full, leaving, within / load.HandlingTime);
        for (var contacts = Math.Min(first, capacity.Places); contacts < first + shares.Length; contacts++)
        {
            var share = contacts < first ? 0 : shares[contacts - first];
            busy += share * capacity.At(Math.Min(contacts, capacity.Places)) / capacity.Full;
            if (contacts < capacity.Places)
            {
                atOnce += share;
                continue;
            }

            answered += share * place.Answered;
            inTime += share * place.AnsweredWithin;
            waited += share * place.WaitWhenAnswered;
            place.Next();
        }

        var carried = atOnce + answered;
        var figures = load.Traffic == 0
            ? new StaffingFigures(capacity.Agents, 1, 0, Math.Min(1, busy), 0, 0)
            : new(capacity.Agents, Math.Min(1, atOnce + inTime), waited / carried * load.HandlingTime.TotalSeconds, Math.Min(1, busy), Math.Clamp(1 - atOnce, 0, 1), Math.Clamp(1 - carried, 0, 1));
        return new(figures, queue.Waiting(capacity.Places));
    }

    private static void Check(StaffingModel model, IReadOnlyList<QueueLoad> loads, int parallel, int? waiting)
    {
        ArgumentNullException.ThrowIfNull(loads);
        if (model == StaffingModel.ErlangB)
        {
            throw new ArgumentOutOfRangeException(nameof(model), model, "Nobody waits in Erlang B, so that nothing is carried over.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(waiting ?? 0, nameof(waiting));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(waiting ?? 0, MostTraffic, nameof(waiting));
        foreach (var load in loads)
        {
            Staff.Check(model, load, parallel);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(load.Traffic, MostTraffic, nameof(loads));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(load.Interval / load.HandlingTime, MostHandlingTimes, nameof(loads));
        }
    }
}
