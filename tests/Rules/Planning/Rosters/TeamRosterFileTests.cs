using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Constraints;
using Banzhang.Planning.Rosters.Team.Files;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>A team's roster on its way into a file and out of it.</summary>
public class TeamRosterFileTests
{
    private static TeamProblem Team => ATeamFile.Team;

    private static TeamRoster Solved { get; } = TeamSolver.Solve(Team, new(TimeSpan.FromSeconds(0.1), Threads: 1, Rounds: 1), StandingClock.Instance).Value.Roster;

    [Fact]
    public void A_roster_is_read_as_it_was_written_with_its_breaks()
    {
        var text = RosterWriter.Write(Team, Solved);

        var read = RosterReader.Read(text, Team).Value;

        Assert.Equal(TeamLayout.Lines(Solved), TeamLayout.Lines(read));
        Assert.Equal(TeamScore.Of(Team, Solved).Cost, TeamScore.Of(Team, read).Cost);
        Assert.Equal(text, RosterWriter.Write(Team, read));
        Assert.Contains(Enumerable.Range(0, 12 * 14), at => read.BreaksOf(at / 14, at % 14) is not null);
    }

    [Fact]
    public void The_roster_of_the_page_is_read_and_whoever_is_not_named_is_off()
    {
        var roster = RosterReader.Read(ATeamFile.RosterText, Team).Value;

        Assert.Equal((0, 2, -1), (roster[0, 0], roster[0, 1], roster[0, 2]));
        Assert.Equal([270, 450], roster.BreaksOf(0, 0)!);
        // Two in the morning is four hours after ten in the evening, as planned.
        Assert.Null(roster.BreaksOf(0, 1));
        Assert.All(Enumerable.Range(14, 11 * 14), at => Assert.Equal(-1, roster[at / 14, at % 14]));
    }

    [Fact]
    public void A_break_by_hand_outside_its_time_is_read_and_told_by_the_judge()
    {
        var roster = RosterReader.Read(ATeamFile.RosterText.With("\"12:30\"", "\"10:00\""), Team).Value;

        var finding = Assert.Single(TeamScore.Of(Team, roster).Findings, finding => finding.Constraint is BreakInWindow);
        Assert.Equal((0, 0, 120, 60), (finding.Member, finding.Day, finding.Amount, finding.Limit));
    }

    [Fact]
    public void Names_beyond_ascii_and_in_need_of_an_escape_come_back()
    {
        var team = Team with { Members = [.. Team.Members.Select((member, at) => at == 0 ? member with { Id = "\u5b89 \"A\" \\ <b>" } : member)] };

        var text = RosterWriter.Write(team, Solved);

        Assert.Contains("\u5b89", text, StringComparison.Ordinal);
        Assert.Equal(TeamLayout.Lines(Solved), TeamLayout.Lines(RosterReader.Read(text, team).Value));
    }

    [Fact]
    public void A_published_roster_in_the_teams_file_makes_changes_cost()
    {
        var text = ATeamFile.Text.With("\"fixed\": [", $"\"published\": {ATeamFile.RosterText}, \"fixed\": [");

        var team = TeamReader.Read(text).Value;

        Assert.Equal((0, 2, -1), (team.Published![0, 0], team.Published[0, 1], team.Published[1, 0]));
        Assert.Equal(2, TeamScore.Of(team, new(12, 14)).Findings.Count(finding => finding.Constraint is ChangeFromPublished));
    }

    [Theory]
    [InlineData("\"2026-11-30\",\n", "\"2026-12-07\",\n", "firstDay", TeamFileFault.OtherHorizon)]
    [InlineData("\"days\": 14", "\"days\": 7", "days", TeamFileFault.OtherHorizon)]
    [InlineData("\"Bo\"", "\"Bob\"", "members[1].id", TeamFileFault.UnknownMember)]
    [InlineData("\"Bo\"", "\"Anna\"", "members[1].id", TeamFileFault.NameTwice)]
    [InlineData("\"shift\": \"N\"", "\"shift\": \"NN\"", "members[0].duties[1].shift", TeamFileFault.UnknownShift)]
    [InlineData("\"date\": \"2026-12-01\"", "\"date\": \"2026-11-30\"", "members[0].duties[1].date", TeamFileFault.DateTwice)]
    [InlineData("\"date\": \"2026-12-01\"", "\"date\": \"2026-12-14\"", "members[0].duties[1].date", TeamFileFault.DateOutside)]
    [InlineData("[\"02:00\"]", "[\"02:00\", \"03:00\"]", "members[0].duties[1].breaks", TeamFileFault.BreakCount)]
    [InlineData("[\"02:00\"]", "[\"26:00\"]", "members[0].duties[1].breaks[0]", TeamFileFault.TimeWanted)]
    [InlineData("\"duties\": []", "\"duty\": []", "members[1].duty", TeamFileFault.UnknownField)]
    [InlineData("\"duties\": []", "\"duties\": [", "$", TeamFileFault.NotJson)]
    public void A_roster_that_does_not_fit_is_refused_by_its_place(string good, string bad, string place, TeamFileFault fault)
    {
        var refusal = Assert.IsType<TeamFileUnusable>(RosterReader.Read(ATeamFile.RosterText.With(good, bad), Team).Refusal);

        Assert.Equal((place, fault), (refusal.Place, refusal.Fault));
    }
}
