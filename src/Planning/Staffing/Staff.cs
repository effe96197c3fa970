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
            var blocked = ErlangB.Blocking(capacity.Places, load.Traffic);
            return new(agents, 1 - blocked, 0, Math.Min(1, load.Traffic * (1 - blocked) / capacity.Places), 0, blocked);
        }

        var leaving = model == StaffingModel.ErlangA ? load.HandlingTime / load.Patience!.Value : 0;
        if (leaving > 0 && (load.Traffic - capacity.Full) / leaving > LongestQueue)
        {
            return Flooded(load, agents, capacity.Full, within);
        }

        var line = new WaitingLine(capacity, load.Traffic, leaving);
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

    /// <summary>Fewest agents with which every target holds; null when not even <see cref="Most"/> do.</summary>
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

    /// <summary>The figures around a number of agents, for those who weigh one more against one fewer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its bounds.</exception>
    public static IReadOnlyList<StaffingFigures> Curve(StaffingModel model, QueueLoad load, int around, int reach, TimeSpan within, int parallel = 1) =>
        [.. Enumerable.Range(Math.Max(1, around - reach), around + reach - Math.Max(1, around - reach) + 1).Select(n => Evaluate(model, load, n, within, parallel))];

    private static bool Holds(StaffingFigures f, StaffingTargets t) =>
        (t.ServiceLevel is not { } level || f.ServiceLevel >= level)
        && (t.SpeedOfAnswer is not { } speed || f.SpeedOfAnswer <= speed.TotalSeconds)
        && (t.Occupancy is not { } busy || f.Occupancy <= busy)
        && (t.Abandonment is not { } leave || f.Abandonment <= leave);

    private static void Check(StaffingModel model, QueueLoad load, int parallel)
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
