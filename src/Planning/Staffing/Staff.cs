namespace Banzhang.Planning.Staffing;

/// <summary>How a number of agents does, and how few of them suffice.</summary>
public static class Staff
{
    /// <summary>Customers waiting at once, beyond which chance no longer matters and the queue is computed as a fluid.</summary>
    private const double LongestQueue = 20e6;

    /// <summary>More than any site has; a search ends here.</summary>
    public static int Most => 100_000;

    /// <param name="model">What is assumed of those who wait.</param>
    /// <param name="load">What arrives.</param>
    /// <param name="agents">1 to <see cref="Most"/>.</param>
    /// <param name="within">The time of the service level, at least 0.</param>
    /// <param name="parallel">Chats an agent holds at once, 1 to <see cref="ServiceCapacity.MostParallel"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its bounds; for Erlang A also a load without patience.</exception>
    public static StaffingFigures Evaluate(StaffingModel model, QueueLoad load, int agents, TimeSpan within, int parallel = 1)
    {
        Check(model, load, parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agents, Most);
        if (load.Traffic == 0)
        {
            return new(agents, 1, 0, 0, 0, 0);
        }

        var capacity = new ServiceCapacity(agents, parallel);
        if (model == StaffingModel.ErlangB)
        {
            var blocked = ErlangB.Blocking(capacity, load.Traffic);
            return new(agents, 1 - blocked, 0, Math.Min(1, load.Traffic * (1 - blocked) / capacity.Full), 0, blocked);
        }

        if (Line(model, load, agents, parallel) is not ({ } line, _))
        {
            return Flooded(load, agents, capacity.Full, within);
        }

        var abandonment = line.Abandonment;
        return new(
            agents,
            line.AnsweredWithin(within / load.HandlingTime),
            line.MeanWaitOfAnswered() * load.HandlingTime.TotalSeconds,
            line.IsStable ? Math.Min(1, load.Traffic * (1 - abandonment) / capacity.Full) : 1,
            line.WaitProbability,
            abandonment);
    }

    /// <summary>
    /// The fluid limit of an overloaded Erlang A: whoever is answered has waited until so many have left that the agents can carry the rest,
    /// w = patience × ln(traffic ÷ capacity) (Whitt 2004, efficiency-driven many-server heavy-traffic limits).
    /// </summary>
    private static StaffingFigures Flooded(QueueLoad load, int agents, double full, TimeSpan within)
    {
        var wait = load.Patience!.Value * Math.Log(load.Traffic / full);
        var answered = full / load.Traffic;
        return new(agents, within >= wait ? answered : 0, wait.TotalSeconds, 1, 1, 1 - answered);
    }

    /// <summary>Waits that half, 80 % and 95 % of the answered do not exceed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Evaluate"/>.</exception>
    public static WaitPercentiles Waits(StaffingModel model, QueueLoad load, int agents, int parallel = 1) => Line(model, load, agents, parallel) switch
    {
        (_, { } flood) => new(flood.SpeedOfAnswer, flood.SpeedOfAnswer, flood.SpeedOfAnswer),
        ({ } line, _) => new(line.WaitOfAnswered(.5) * load.HandlingTime.TotalSeconds, line.WaitOfAnswered(.8) * load.HandlingTime.TotalSeconds, line.WaitOfAnswered(.95) * load.HandlingTime.TotalSeconds),
        _ => new(0, 0, 0),
    };

    /// <summary>Share of the offered that leave within a time: those whom a service level may leave out of its total. 0 where nobody leaves while waiting.</summary>
    /// <param name="time">At least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">As for <see cref="Evaluate"/>.</exception>
    public static double LeftWithin(StaffingModel model, QueueLoad load, int agents, TimeSpan time, int parallel = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Line(model, load, agents, parallel) switch
        {
            (_, { } flood) => time.TotalSeconds >= flood.SpeedOfAnswer ? flood.Abandonment : 1 - Math.Exp(-(time / load.Patience!.Value)),
            ({ } line, _) => line.LeftWithin(time / load.HandlingTime),
            _ => 0,
        };
    }

    /// <summary>The queue behind the figures, or its fluid limit; neither where nobody waits.</summary>
    private static (WaitingLine? Line, StaffingFigures? Flood) Line(StaffingModel model, QueueLoad load, int agents, int parallel)
    {
        Check(model, load, parallel);
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(agents, Most);
        if (load.Traffic == 0 || model == StaffingModel.ErlangB)
        {
            return (null, null);
        }

        var capacity = new ServiceCapacity(agents, parallel);
        var leaving = model == StaffingModel.ErlangA ? load.HandlingTime / load.Patience!.Value : 0;
        return leaving > 0 && (load.Traffic - capacity.Full) / leaving > LongestQueue
            ? (null, Flooded(load, agents, capacity.Full, TimeSpan.Zero))
            : (new(capacity, load.Traffic, leaving), null);
    }

    /// <summary>
    /// Fewest agents with which every target holds, and at least one, so that whoever comes after all finds somebody: an interval in which nobody is wanted is not
    /// to be asked for. Null when not even <see cref="Most"/> keep the targets.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its bounds.</exception>
    public static StaffingFigures? Least(StaffingModel model, QueueLoad load, StaffingTargets targets, int parallel = 1)
    {
        Check(model, load, parallel);
        ArgumentNullException.ThrowIfNull(targets);
        StaffingFigures At(int agents) => Evaluate(model, load, agents, targets.Within, parallel);

        // Every figure gets better with each agent, so halving finds the first that holds. Below what must be carried at least, none can.
        var carried = load.Traffic * (model == StaffingModel.ErlangC ? 1 : Math.Max(targets.ServiceLevel ?? 0, 1 - (targets.Abandonment ?? 1)));
        var low = (int)Math.Min(Most - 1, Math.Floor(carried / new ServiceCapacity(1, parallel).Full * (1 - 1e-12)));
        var high = low + 1;
        while (!Holds(At(high), targets))
        {
            if (high == Most)
            {
                return null;
            }

            (low, high) = (high, Math.Min(Most, high * 2));
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = Holds(At(middle), targets) ? (low, middle) : (middle, high);
        }

        return At(high);
    }

    internal static bool Holds(StaffingFigures f, StaffingTargets t) =>
        (t.ServiceLevel is not { } level || f.ServiceLevel >= level)
        && (t.SpeedOfAnswer is not { } speed || f.SpeedOfAnswer <= speed.TotalSeconds)
        && (t.Occupancy is not { } busy || f.Occupancy <= busy)
        && (t.Abandonment is not { } leave || f.Abandonment <= leave);

    internal static void Check(StaffingModel model, QueueLoad load, int parallel)
    {
        ArgumentNullException.ThrowIfNull(load);
        Loads.Check(load.Contacts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(load.Interval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(load.HandlingTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(parallel, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parallel, ServiceCapacity.MostParallel);
        if (model == StaffingModel.ErlangA && !(load.Patience > TimeSpan.Zero))
        {
            throw new ArgumentOutOfRangeException(nameof(load), load.Patience, "Erlang A needs a patience above 0.");
        }
    }
}
