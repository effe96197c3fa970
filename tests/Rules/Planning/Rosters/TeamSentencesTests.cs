using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Files;
using Banzhang.Platform.Localisation;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>What a planner is told of a roster.</summary>
public class TeamSentencesTests
{
    private static readonly TeamProblem Team = ATeamFile.Team;

    /// <summary>Anna early on Monday and at night on Tuesday, nobody else.</summary>
    private static readonly TeamRoster Roster = RosterReader.Read(ATeamFile.RosterText, Team).Value;

    public TeamSentencesTests() => Languages.Speak(Languages.English);

    [Fact]
    public void Findings_come_hard_ones_first_and_neighbouring_intervals_share_a_line()
    {
        var score = TeamScore.Of(Team, Roster);

        var lines = TeamSentences.Findings(Team, score).ToList();

        var hard = score.Findings.Where(finding => finding.Constraint.IsHard).Select(finding => finding.Constraint.Say(Team, finding)).ToList();
        Assert.True(hard.Count > 5);
        Assert.Equal(hard, lines[..hard.Count]);
        Assert.Contains("11/30/2026, 8:00\u202fAM to 12:30\u202fPM, order: 1 people at the desk, 2 wanted.", lines);
        Assert.Contains("11/30/2026, 12:30\u202fPM to 1:30\u202fPM, order: 0 people at the desk, 2 wanted.", lines);
        Assert.True(lines.Count < score.Findings.Count / 3, $"{lines.Count} lines of {score.Findings.Count} findings");
    }

    [Fact]
    public void The_summary_counts_hard_rules_that_are_broken_and_every_soft_one()
    {
        var score = TeamScore.Of(Team, Roster);
        var missing = score.Findings.Where(finding => finding.Constraint is Banzhang.Planning.Rosters.Team.Constraints.MissingPeople).ToList();

        var lines = TeamSentences.Summary(score).ToList();

        Assert.Contains("Least working time (hard): 12 times", lines);
        Assert.Contains($"Too few people: {missing.Count} times, cost {missing.Sum(finding => finding.Cost)}", lines);
        Assert.Contains("Change after publication: 0 times, cost 0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Most weekends", StringComparison.Ordinal));
    }

    [Fact]
    public void Why_somebody_works_names_the_intervals_that_would_be_short_and_the_cost_of_the_desk()
    {
        var lines = TeamSentences.Why(Team, Roster, 0, 0).ToList();

        Assert.Equal("Anna works E on 11/30/2026, from 8:00\u202fAM to 5:00\u202fPM.", lines[0]);
        Assert.Contains("Without them: 11/30/2026, 8:00\u202fAM to 12:30\u202fPM, order: 0 people at the desk, 2 wanted.", lines);
        var freed = new RosterDesk(Team, Roster).Why(0, 0);
        Assert.Equal(freed.CostToFree is { } cost ? $"To free them costs {cost:+0;-0;0}" : "Their rules do not let them be off that day.", lines[^1].Split(';')[0]);
    }

    [Fact]
    public void Why_somebody_is_off_names_leave_locks_and_what_each_shift_would_take()
    {
        var (bo, eva) = (TeamSentences.Why(Team, Roster, 1, 3).ToList(), TeamSentences.Why(Team, Roster, 4, 8).ToList());

        Assert.Equal(["Bo is off on 12/3/2026.", "Leave was granted for that day."], bo[..2]);
        Assert.Equal(3, bo.Count(line => line.Contains(" instead is not possible: Bo: ", StringComparison.Ordinal)));
        Assert.Equal(["Eva is off on 12/8/2026.", "The day off is locked."], eva[..2]);
        Assert.Equal(5, eva.Count);
    }

    [Fact]
    public void Who_can_take_a_shift_is_ranked_as_the_desk_ranks()
    {
        var lines = TeamSentences.WhoCanTake(Team, Roster, 0, 0).ToList();

        var ranked = new RosterDesk(Team, Roster).WhoCanTake(0, 0);
        Assert.Equal("E on 11/30/2026 is worked by Anna. Who could take it, the cheapest first:", lines[0]);
        Assert.Equal(11, lines.Count - 1);
        var can = ranked.Where(one => one.IsPossible).ToList();
        Assert.NotEmpty(can);
        Assert.Equal(can.Select((one, at) => $"{at + 1}. {Team.Members[one.Member].Id}, instead of a day off: cost {one.Delta:+0;-0;0}"), lines.Skip(1).Take(can.Count).Select(line => line.Split(';')[0]));
        Assert.StartsWith("Nobody works N on 12/9/2026.", TeamSentences.WhoCanTake(Team, Roster, 9, 2).First(), StringComparison.Ordinal);
    }
}
