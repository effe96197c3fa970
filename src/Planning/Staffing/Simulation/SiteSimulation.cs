namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>
/// Several queues and agents with several skills, where no formula holds: customer by customer. The draws of a customer depend on seed, run, queue and
/// the customer's number only (common random numbers), so that two staffings meet the same day and their difference is not noise.
/// </summary>
public static class SiteSimulation
{
    /// <param name="queues">At least one; the load of each as <see cref="Staff"/> takes it.</param>
    /// <param name="groups">At least one; every queue should be known to one of them. None has more than <see cref="Staff.Most"/> agents.</param>
    /// <param name="length">Length of one run after its warm-up; the warm-up is a tenth of it.</param>
    /// <param name="runs">At least 2, for the margins.</param>
    /// <param name="seed">The same gives the same figures.</param>
    /// <exception cref="ArgumentOutOfRangeException">A load or a number of agents outside its bounds, a group that answers an unknown queue, fewer than two runs, an empty length.</exception>
    public static SiteEstimate Run(IReadOnlyList<SimulatedQueue> queues, IReadOnlyList<SkillGroup> groups, TimeSpan length, int runs, int seed)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 2);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        foreach (var queue in queues)
        {
            Staff.Check(queue.Load.Patience is null ? StaffingModel.ErlangC : StaffingModel.ErlangA, queue.Load, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(queue.Load.Traffic, Staff.Most, nameof(queues));
        }

        foreach (var group in groups)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(group.Agents, nameof(groups));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(group.Agents, Staff.Most, nameof(groups));
        }

        foreach (var queue in groups.SelectMany(g => g.Queues))
        {
            ArgumentOutOfRangeException.ThrowIfNegative(queue);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(queue, queues.Count);
        }

        var days = new RunFigures[runs];
        Parallel.For(0, runs, run => days[run] = new SiteRun(queues, groups, length.TotalSeconds, seed, run).Play());
        return new(
            [.. Enumerable.Range(0, queues.Count).Select(q => new QueueEstimate(
                Of(days, d => d.InTime[q], d => d.Offered[q]), Of(days, d => d.Waited[q], d => d.Answered[q]), Of(days, d => d.Left[q], d => d.Offered[q])))],
            [.. Enumerable.Range(0, groups.Count).Select(g => Of(days, d => d.Busy[g], _ => groups[g].Agents * length.TotalSeconds))]);
    }

    /// <summary>A ratio of two sums, with the margin of the ratio estimator over the runs: as many standard errors as Student's t for one run less.</summary>
    private static Estimate Of(RunFigures[] days, Func<RunFigures, double> part, Func<RunFigures, double> whole)
    {
        var total = days.Sum(whole);
        if (total == 0)
        {
            return default;
        }

        var ratio = days.Sum(part) / total;
        var spread = days.Sum(d => Math.Pow(part(d) - (ratio * whole(d)), 2)) / (days.Length - 1);
        return new(ratio, StudentQuantile.Of(days.Length - 1) * Math.Sqrt(spread / days.Length) / (total / days.Length));
    }
}
