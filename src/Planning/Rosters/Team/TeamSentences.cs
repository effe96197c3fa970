using System.Globalization;
using Banzhang.Planning.Rosters.Team.Constraints;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>What is to be told a planner of a team's roster, in the current language, one sentence a line.</summary>
public static class TeamSentences
{
    /// <summary>Every finding, hard ones first; neighbouring intervals of which the same is to be said share a line.</summary>
    public static IEnumerable<string> Findings(TeamProblem team, TeamScore score) => score.Findings.GroupBy(finding => finding.Constraint)
        .SelectMany(rule => rule.Where(finding => finding.Interval < 0).Select(finding => rule.Key.Say(team, finding)).Concat(Stretches(team, rule.Where(finding => finding.Interval >= 0))));

    /// <summary>Hard rules that are broken with their number, then what each soft rule costs, also when it costs nothing.</summary>
    public static IEnumerable<string> Summary(TeamScore score)
    {
        var findings = score.Findings.ToLookup(finding => finding.Constraint);
        return TeamConstraint.All.Where(rule => !rule.IsHard || findings[rule].Any())
            .Select(rule => rule.IsHard ? Sentence.Fill(Words.RuleBroken, rule.Name, findings[rule].Count()) : Sentence.Fill(Words.RuleCosts, rule.Name, findings[rule].Count(), findings[rule].Sum(finding => finding.Cost)));
    }

    /// <summary>Why a member works on a day, or is off, and what another day would cost.</summary>
    public static IEnumerable<string> Why(TeamProblem team, TeamRoster roster, int member, int day) =>
        roster[member, day] < 0 ? WhyOff(team, roster, member, day) : WhyAtWork(team, roster, member, day);

    /// <summary>Who can take a shift, ranked; those who cannot come last, each with the first rule in the way.</summary>
    public static IEnumerable<string> WhoCanTake(TeamProblem team, TeamRoster roster, int day, int shift)
    {
        var name = team.Shifts[shift].Id;
        var there = Enumerable.Range(0, team.Members.Count).Where(member => roster[member, day] == shift).Select(member => team.Members[member].Id).ToList();
        yield return there.Count == 0 ? Sentence.Fill(Words.ShiftOfNobody, name, Date(team, day)) : Sentence.Fill(Words.ShiftOf, name, Date(team, day), string.Join(", ", there));
        foreach (var (rank, candidate) in new RosterDesk(team, roster).WhoCanTake(day, shift).Index())
        {
            var now = roster[candidate.Member, day] is >= 0 and var other ? team.Shifts[other].Id : Words.OffDuty;
            yield return candidate.IsPossible
                ? Sentence.Fill(Words.CandidateCan, rank + 1, team.Members[candidate.Member].Id, now, Signed(candidate.Delta)) + Moved(team, candidate.OtherDays)
                : Sentence.Fill(Words.CandidateCannot, team.Members[candidate.Member].Id, Rules(team, candidate.Blocked));
        }
    }

    private static IEnumerable<string> WhyAtWork(TeamProblem team, TeamRoster roster, int member, int day)
    {
        var (id, shift) = (team.Members[member].Id, team.Shifts[roster[member, day]]);
        yield return Sentence.Fill(Words.DutyIs, id, Date(team, day), shift.Id, Time(shift.Start), Time(shift.End));
        if (IsLocked(team, member, day))
        {
            yield return Words.DutyIsLocked;
        }

        var reason = new RosterDesk(team, roster).Why(member, day);
        if (reason.Shortages.Count == 0)
        {
            yield return Words.DutyNotMissed;
        }

        foreach (var missing in Stretches(team, reason.Shortages))
        {
            yield return Sentence.Fill(Words.DutyMissed, missing);
        }

        foreach (var rule in reason.Rules)
        {
            yield return Sentence.Fill(Words.DayOffBreaks, rule.Constraint.Say(team, rule));
        }

        yield return reason.CostToFree is { } cost ? Sentence.Fill(Words.DutyFreed, Signed(cost)) + Moved(team, reason.OtherDays) : Words.DutyNotFreed;
    }

    private static IEnumerable<string> WhyOff(TeamProblem team, TeamRoster roster, int member, int day)
    {
        yield return Sentence.Fill(Words.OffIs, team.Members[member].Id, Date(team, day));
        if (team.Members[member].Leave.Contains(day))
        {
            yield return Words.OffByLeave;
        }

        if (IsLocked(team, member, day))
        {
            yield return Words.OffIsLocked;
        }

        var desk = new RosterDesk(team, roster);
        foreach (var (shift, duty) in team.Shifts.Index())
        {
            var candidate = desk.CanTake(member, day, shift);
            yield return candidate.IsPossible
                ? Sentence.Fill(Words.OffTakes, duty.Id, Signed(candidate.Delta)) + Moved(team, candidate.OtherDays)
                : Sentence.Fill(Words.OffCannot, duty.Id, Rules(team, candidate.Blocked));
        }
    }

    /// <summary>People missing or too many in intervals that follow each other, in one sentence each.</summary>
    private static IEnumerable<string> Stretches(TeamProblem team, IEnumerable<Finding> findings)
    {
        var sorted = findings.OrderBy(one => one.Skill, StringComparer.Ordinal).ThenBy(one => one.Day).ThenBy(one => one.Interval).ToList();
        for (var (at, next) = (0, 0); at < sorted.Count; at = next)
        {
            for (next = at + 1; next < sorted.Count && sorted[next] == sorted[next - 1] with { Interval = sorted[next - 1].Interval + 1 }; next++)
            {
            }

            var (one, end) = (sorted[at], sorted[next - 1].Interval + 1);
            yield return Sentence.Fill(
                one.Amount < one.Limit ? Words.PeopleMissing : Words.PeopleTooMany,
                Date(team, one.Day), Time(one.Interval * team.IntervalMinutes), Time(end * team.IntervalMinutes), one.Skill!, one.Amount, one.Limit); // what is found in an interval has skills
        }
    }

    private static string Rules(TeamProblem team, IReadOnlyList<Finding> blocked) => blocked.Count > 0 ? blocked[0].Constraint.Say(team, blocked[0]) : Words.SeveralRules;

    private static string Moved(TeamProblem team, IReadOnlyList<int> days) => days.Count == 0 ? "" : Sentence.Fill(Words.OtherDaysMoved, string.Join(", ", days.Select(day => Date(team, day))));

    private static bool IsLocked(TeamProblem team, int member, int day) => team.Fixed.Any(duty => duty.Member == member && duty.Day == day);

    private static string Date(TeamProblem team, int day) => team.DateOf(day).ToString("d", CultureInfo.CurrentCulture);

    private static string Time(int minutes) => TimeOnly.MinValue.AddMinutes(minutes).ToString("t", CultureInfo.CurrentCulture);

    private static string Signed(long cost) => cost.ToString("+0;-0;0", CultureInfo.InvariantCulture);
}
