using Banzhang.Planning.Rosters.Team;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>Breaks go where they are missed least.</summary>
public class BreakPlacementTests
{
    private static readonly DutyShift Day = new("D", 8 * 60, 540, [new(120, 15, true, 60), new(240, 60, false, 90)]);

    [Fact]
    public void One_duty_gets_the_best_breaks_of_all_there_are()
    {
        var random = new Random(51);
        var moved = 0;
        for (var round = 0; round < 15; round++)
        {
            var team = Team(random, 1);
            var roster = new TeamRoster(1, 7) { [0, 2] = 0 };

            var placed = BreakPlacement.Place(team, roster);

            var best = long.MaxValue;
            foreach (var (first, second) in from first in Enumerable.Range(0, 9) from second in Enumerable.Range(0, 13) select (60 + (15 * first), 150 + (15 * second)))
            {
                var other = roster.Copy();
                other.PlaceBreaks(0, 2, [first, second]);
                var score = TeamScore.Of(team, other);
                if (score.HardCount == 0)
                    best = Math.Min(best, score.Cost);
            }
            Assert.Equal(best, TeamScore.Of(team, placed).Cost);
            moved += placed.BreaksOf(0, 2) is null ? 0 : 1;
        }
        Assert.True(moved > 7);
    }

    [Fact]
    public void Breaks_of_many_keep_their_rules_and_cover_never_gets_worse()
    {
        var random = new Random(52);
        for (var round = 0; round < 10; round++)
        {
            var team = Team(random, 9);
            var roster = new TeamRoster(9, 7);
            for (var at = 0; at < 9 * 7; at++)
                roster[at / 7, at % 7] = random.Next(-1, 2);
            var (before, hard) = (TeamScore.Of(team, roster).Cost, TeamScore.Of(team, roster).HardCount);

            var placed = BreakPlacement.Place(team, roster);

            var after = TeamScore.Of(team, placed);
            Assert.True(after.Cost < before, $"{after.Cost} after {before}");
            Assert.Equal(hard, after.HardCount);
            Assert.Equal(TeamLayout.Lines(roster), TeamLayout.Lines(placed));
            Assert.Equal(after.Cost, TeamScore.Of(team, BreakPlacement.Place(team, placed)).Cost);
        }
    }

    [Fact]
    public void Placing_ends_at_once_when_it_is_told_to_and_what_is_placed_by_then_keeps_the_rules()
    {
        var random = new Random(53);
        var team = Team(random, 9);
        var roster = new TeamRoster(9, 7);
        for (var at = 0; at < 9 * 7; at++)
            roster[at / 7, at % 7] = random.Next(-1, 2);
        var (all, asked) = (TeamScore.Of(team, BreakPlacement.Place(team, roster)).Cost, 0);

        var none = BreakPlacement.Place(team, roster, () => true);
        var some = BreakPlacement.Place(team, roster, () => ++asked > 5);

        Assert.Equal(6, asked);
        Assert.All(Enumerable.Range(0, 9 * 7), at => Assert.Null(none.BreaksOf(at / 7, at % 7)));
        var (before, placed) = (TeamScore.Of(team, roster), TeamScore.Of(team, some));
        Assert.Equal(before.HardCount, placed.HardCount);
        Assert.True(all < placed.Cost && placed.Cost < before.Cost, $"{all}, {placed.Cost}, {before.Cost}");
    }

    [Fact]
    public void A_search_with_its_breaks_keeps_to_the_time_given()
    {
        // Milliseconds are questions here: each duty and each step of the search asks once, and the last answer ends it.
        var clock = new TickingClock();

        var solution = TeamSolver.Solve(ATeam.Rich, new(TimeSpan.FromSeconds(2), Threads: 1), clock).Value;

        Assert.Equal(0, solution.Score.HardCount);
        Assert.Contains(Enumerable.Range(0, 8 * 28), at => solution.Roster.BreaksOf(at / 28, at % 28) is not null);
        // Placing alone would go on for longer: it was the time that ended it.
        Assert.InRange(clock.GetTimestamp(), 2_000, 2_010);
    }

    [Fact]
    public void Whoever_ends_a_search_still_gets_breaks_placed_but_not_for_long()
    {
        using var stop = new CancellationTokenSource();
        var clock = new TickingClock();
        var asked = 0L;

        var solution = TeamSolver.Solve(ATeam.Rich, new(TimeSpan.FromHours(1), Threads: 1), clock, _ => End(), stop: stop.Token).Value;
        void End()
        {
            stop.Cancel();
            asked = clock.GetTimestamp();
        }

        Assert.Contains(Enumerable.Range(0, 8 * 28), at => solution.Roster.BreaksOf(at / 28, at % 28) is not null);
        Assert.InRange(clock.GetTimestamp() - asked, 500, 510);
    }

    [Fact]
    public void Breaks_without_slack_stay()
    {
        var team = ATeam.Small;
        var roster = new TeamRoster(8, 28) { [0, 0] = 0, [1, 0] = 1 };

        var placed = BreakPlacement.Place(team, roster);

        Assert.All(Enumerable.Range(0, 8 * 28), at => Assert.Null(placed.BreaksOf(at / 28, at % 28)));
    }

    [Fact]
    public void A_made_roster_has_its_breaks_placed_and_claims_no_bound()
    {
        var team = ATeam.Small with { Shifts = [.. ATeam.Small.Shifts.Select(shift => shift with { Breaks = [.. shift.Breaks.Select(pause => pause with { Slack = 60 })] })] };

        var solution = TeamSolver.Solve(team, new(TimeSpan.FromSeconds(0.1), Threads: 1, Rounds: 1), StandingClock.Instance).Value;

        Assert.Equal((0, null), (solution.Score.HardCount, solution.Bound));
        Assert.Contains(Enumerable.Range(0, 8 * 28), at => solution.Roster.BreaksOf(at / 28, at % 28) is not null);
        Assert.Equal(TeamScore.Of(team, solution.Roster).Cost, new RosterDesk(team, solution.Roster).Cost);
    }

    private static TeamProblem Team(Random random, int members) => ATeam.Small with
    {
        Days = 7,
        Shifts = [Day, new("N", 20 * 60, 540, [new(240, 60, false, 90)])],
        Members = [.. Enumerable.Range(0, members).Select(at => ATeam.Member($"M{at}", at % 3 == 0 ? ["order", "refund"] : [at % 3 == 1 ? "order" : "refund"]) with { Contract = ATeam.Full with { MinMinutes = 0, MinDaysInRow = 1 } })],
        Requirements = [.. from day in Enumerable.Range(0, 7) from interval in Enumerable.Range(16, 20) from skill in new[] { "order", "refund" } select new Requirement(day, skill, interval, random.Next(1 + (members / 3)))],
    };
}
