using System.Globalization;

namespace Banzhang.Planning.Rosters.Team.Constraints;

/// <summary>One rule of a roster: what it counts, what a unit costs, and how to tell a planner. Each reads the roster itself and knows nothing of the search.</summary>
public abstract class TeamConstraint
{
    /// <summary>All rules, hard ones first.</summary>
    public static IReadOnlyList<TeamConstraint> All { get; } =
    [
        new RestBetweenShifts(), new LongestRun(), new ShortestRun(), new ShortestRest(), new MostWorkingTime(), new OvertimeOfDay(), new OvertimeOfWeek(), new OvertimeOfMonth(), new LeastWorkingTime(), new WeekendLimit(), new NightLimit(),
        new GrantedLeave(), new NightForbidden(), new AllowedShift(), new FixedDutyKept(), new BreakInWindow(), new WorkBetweenBreaks(),
        new MissingPeople(), new SurplusPeople(), new WishKept(), new FairNights(), new FairWeekends(), new HolidayWork(), new ChangeFromPublished(),
    ];

    /// <summary>A hard rule may not be broken; a soft one has a price.</summary>
    public virtual bool IsHard => true;

    /// <summary>Name in the current language.</summary>
    public string Name => Word($"Constraint_{GetType().Name}");

    /// <summary>What is counted, in the current language.</summary>
    public string Unit => Word($"ConstraintUnit_{GetType().Name}");

    /// <summary>Cost of a unit; 0 for hard rules.</summary>
    public virtual int Weight(TeamWeights weights) => 0;

    public abstract IEnumerable<Finding> Check(TeamProblem team, TeamRoster roster);

    /// <summary>The finding as a sentence for the planner, in the current language.</summary>
    public string Say(TeamProblem team, Finding finding) => Sentence.Fill(
        Word($"ConstraintSays_{GetType().Name}"),
        finding.Member >= 0 ? team.Members[finding.Member].Id : finding.Skill ?? "",
        finding.Day >= 0 ? team.DateOf(finding.Day).ToString("d", CultureInfo.CurrentCulture) : "",
        finding.Amount,
        finding.Limit,
        finding.Interval >= 0 ? TimeOnly.MinValue.AddMinutes(finding.Interval * team.IntervalMinutes).ToString("t", CultureInfo.CurrentCulture) : "");

    private static string Word(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No word for {key}.\nMaybe add it to Rosters/Words.resx.");
}

/// <param name="Member">Who; -1 when it concerns the team.</param>
/// <param name="Day">Where it begins; -1 for the whole horizon.</param>
/// <param name="Amount">What was found, in the rule's unit.</param>
/// <param name="Limit">What is allowed or wanted, same unit.</param>
/// <param name="Cost">What it adds to the roster's cost; 0 for hard rules.</param>
/// <param name="Interval">Index within the day; -1 when it is no matter of an interval.</param>
/// <param name="Skill">Skill or skills concerned.</param>
public sealed record Finding(TeamConstraint Constraint, int Member, int Day, int Amount, int Limit, long Cost = 0, int Interval = -1, string? Skill = null);
