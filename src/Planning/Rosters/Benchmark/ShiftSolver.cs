using Banzhang.Kernel;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <param name="Plan">The best roster found; it keeps all hard rules.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Bound">No roster costs less; null when none was proven.</param>
public sealed record ShiftSolution(ShiftPlan Plan, long Cost, long? Bound, SearchCounts Counts);

/// <summary>Solves instances of the public benchmark.</summary>
public static class ShiftSolver
{
    /// <summary>Searches until the limits, a proven optimum or cancellation, and returns the best so far; refuses as <see cref="NoRoster"/> says.</summary>
    /// <param name="clock">What time is measured with.</param>
    /// <param name="progress">Called with every better roster and bound, by any thread, one at a time.</param>
    /// <param name="start">A roster to begin with; employees whose line there breaks a hard rule get another.</param>
    /// <param name="better">Called after <paramref name="progress"/> with what makes the best roster so far, for whoever keeps it while the search goes on; it may be asked later and by any thread.</param>
    /// <param name="stop">Ends the search early; the best so far is still returned.</param>
    public static Outcome<ShiftSolution> Solve(ShiftInstance instance, SearchLimits limits, TimeProvider clock, Action<SearchProgress>? progress = null, ShiftPlan? start = null, Action<Lazy<ShiftPlan>>? better = null, CancellationToken stop = default)
    {
        var problem = InstanceProblem.Of(instance);
        Incumbent incumbent = null!; // set before anything is told
        incumbent = new(problem, limits, clock, Tell, stop);
        var stuck = SearchTeam.Run(problem, incumbent, limits, start is null ? null : Begin(instance, problem, start));
        if (!incumbent.HasRoster)
        {
            return NoRoster.Why(stuck, employee => instance.Staff[employee].Id, employee => InstanceBlame.Say(instance, employee, () => incumbent.IsOver));
        }

        return new ShiftSolution(InstanceProblem.Plan(problem, incumbent.Lines()), incumbent.Cost, incumbent.Bound, incumbent.Counts);

        void Tell(SearchProgress now)
        {
            progress?.Invoke(now);
            better?.Invoke(new(() => InstanceProblem.Plan(problem, incumbent.Lines())));
        }
    }

    private static SearchStart Begin(ShiftInstance instance, SearchProblem problem, ShiftPlan start)
    {
        var broken = PlanCheck.Of(instance, start).Violations.Select(violation => violation.Employee).ToHashSet();
        return SearchStart.Of(problem, InstanceProblem.Lines(problem, start), employee => !broken.Contains(employee));
    }
}
