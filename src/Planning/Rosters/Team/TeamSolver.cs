using Banzhang.Kernel;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Team;

/// <param name="Roster">Keeps all hard rules.</param>
/// <param name="Bound">No roster costs less; null when none was proven, as always when breaks may move: the search knows them as planned.</param>
public sealed record TeamSolution(TeamRoster Roster, TeamScore Score, long? Bound, SearchCounts Counts);

/// <summary>Makes a team's roster.</summary>
public static class TeamSolver
{
    /// <summary>Share of the time that is left for placing the breaks, where any may move.</summary>
    private const double BreakShare = 0.1;

    /// <summary>What the breaks still get of the time left when somebody ends the search.</summary>
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(0.5);

    /// <summary>Searches until the limits or cancellation and returns the best so far; refuses with <see cref="TeamUnusable"/> when the problem cannot be used, with <see cref="RosterBreaksRules"/> when the judge finds what the search did not, else as <see cref="NoRoster"/> says.</summary>
    /// <param name="progress">Called with every better roster and bound, by any thread, one at a time; costs are with breaks as planned.</param>
    /// <param name="start">A roster to begin with, of this team and horizon, e.g. the published one; members whose line there breaks a hard rule get another.</param>
    /// <param name="better">Called after <paramref name="progress"/> with what makes the best roster so far, its breaks not placed yet, for whoever keeps it while the search goes on; it may be asked later and by any thread.</param>
    /// <param name="stop">Ends the search early; the best so far is still returned, within a second.</param>
    public static Outcome<TeamSolution> Solve(TeamProblem team, SearchLimits limits, TimeProvider clock, Action<SearchProgress>? progress = null, TeamRoster? start = null, Action<Lazy<TeamRoster>>? better = null, CancellationToken stop = default)
    {
        if (TeamFaults.First(team, start) is { } fault)
        {
            return fault;
        }

        var layout = new TeamLayout(team);
        var movable = team.Shifts.Any(BreakPlacement.IsMovable);
        var begun = clock.GetTimestamp();
        var search = movable ? limits with { Time = limits.Time * (1 - BreakShare) } : limits;
        Incumbent incumbent = null!; // set before anything is told
        incumbent = new(layout.Problem, search, clock, Tell, stop);
        var stuck = SearchTeam.Run(layout.Problem, incumbent, search, start is null ? null : Begin(team, layout.Problem, start));
        if (!incumbent.HasRoster)
        {
            return NoRoster.Why(stuck, member => team.Members[member].Id, member => Blame(team, member, () => incumbent.IsOver));
        }

        var found = clock.GetTimestamp();
        var placed = BreakPlacement.Place(team, layout.Roster(incumbent.Lines()), () => clock.GetElapsedTime(begun) >= limits.Time || (stop.IsCancellationRequested && clock.GetElapsedTime(found) >= AfterTheEnd));
        return Judged(team, NoDearerThan(start, team, placed), movable ? null : incumbent.Bound, incumbent.Counts);

        void Tell(SearchProgress now)
        {
            progress?.Invoke(now);
            better?.Invoke(new(() => NoDearerThan(start, team, layout.Roster(incumbent.Lines()))));
        }
    }

    /// <summary>The roster it began with is given back unless there is a cheaper one: its breaks may have been moved by hand, which the search knows nothing of.</summary>
    private static TeamRoster NoDearerThan(TeamRoster? start, TeamProblem team, TeamRoster found) =>
        start is not null && TeamScore.Of(team, start) is { HardCount: 0 } begun && begun.Cost <= TeamScore.Of(team, found).Cost ? start : found;

    /// <summary>The solution as the judge sees it, who knows nothing of the search: what breaks a hard rule is never handed out.</summary>
    internal static Outcome<TeamSolution> Judged(TeamProblem team, TeamRoster roster, long? bound, SearchCounts counts)
    {
        var score = TeamScore.Of(team, roster);
        return score.Findings.FirstOrDefault(finding => finding.Constraint.IsHard) is { } broken
            ? new RosterBreaksRules(broken.Constraint.Say(team, broken))
            : new TeamSolution(roster, score, bound, counts);
    }

    private static SearchStart Begin(TeamProblem team, SearchProblem problem, TeamRoster start) =>
        SearchStart.Of(problem, TeamLayout.Lines(start), member => TeamScore.OfMember(team, start, member).All(finding => !finding.Constraint.IsHard));

    /// <summary>Each rule that, given up alone, makes a line possible for the member; null when it was ended before one was found.</summary>
    internal static string? Blame(TeamProblem team, int member, Func<bool> stop)
    {
        var one = team.Members[member];
        var contract = one.Contract;
        (string Rule, TeamProblem Without)[] looser =
        [
            (nameof(Constraints.LeastWorkingTime), With(one with { Contract = contract with { MinMinutes = 0 } })),
            (nameof(Constraints.MostWorkingTime), With(one with { Contract = contract with { MaxMinutes = int.MaxValue / 4, OvertimeMinutes = int.MaxValue / 4 } })),
            (nameof(Constraints.OvertimeOfDay), With(one with { Contract = contract with { DailyOvertimeMinutes = 24 * 60 } }) with { Law = team.Law with { DailyOvertimeMinutes = 24 * 60 } }),
            (nameof(Constraints.OvertimeOfWeek), With(one with { Contract = contract with { Hours = contract.Hours == HoursSystem.Standard ? HoursSystem.Comprehensive : contract.Hours } })),
            (nameof(Constraints.OvertimeOfMonth), With(one) with { Law = team.Law with { MonthlyOvertimeMinutes = int.MaxValue / 4 } }),
            (nameof(Constraints.LongestRun), With(one with { Contract = contract with { MaxDaysInRow = 31 } }) with { Law = team.Law with { MaxDaysInRow = 31 } }),
            (nameof(Constraints.ShortestRun), With(one with { Contract = contract with { MinDaysInRow = 1 } })),
            (nameof(Constraints.ShortestRest), With(one with { Contract = contract with { MinDaysOff = 1 } })),
            (nameof(Constraints.WeekendLimit), With(one with { Contract = contract with { MaxWeekends = team.Days } })),
            (nameof(Constraints.NightLimit), With(one with { Contract = contract with { MaxNights = team.Days } })),
            (nameof(Constraints.GrantedLeave), With(one with { Leave = new HashSet<int>() })),
            (nameof(Constraints.NightForbidden), With(one with { NoNights = new HashSet<int>() })),
            (nameof(Constraints.RestBetweenShifts), With(one) with { Law = team.Law with { RestMinutes = 0 } }),
            (nameof(Constraints.FixedDutyKept), With(one) with { Fixed = [] }),
        ];
        var guilty = looser.Where(rule => IsPossible(rule.Without, stop)).Select(rule => Constraints.TeamConstraint.All.First(constraint => constraint.GetType().Name == rule.Rule).Name).ToList();
        return guilty.Count > 0 ? string.Join(", ", guilty) : stop() ? null : Words.SeveralRules;

        TeamProblem With(TeamMember changed) => team with
        {
            Members = [changed],
            Requirements = [],
            Wishes = [],
            Published = null,
            Fixed = [.. team.Fixed.Where(duty => duty.Member == member).Select(duty => duty with { Member = 0 })],
        };
    }

    private static bool IsPossible(TeamProblem alone, Func<bool> stop)
    {
        var problem = new TeamLayout(alone).Problem;
        return Construction.Fill(new SearchState(problem), new LineProgram(problem), new Dice(1), stop) is null;
    }
}
