using Banzhang.Planning.Rosters.Columns;
using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>What a dive decides day by day, and takes back.</summary>
public class FixedDaysTests
{
    private static FixedDays Days(int members = 1, int length = 4) => new(members, length, 3, new Dice(1));

    private static byte[] Line(string types) => [.. types.Select(type => (byte)(type - '0'))];

    private static string Allowed(FixedDays days, int day) => string.Concat(Enumerable.Range(0, 3).Where(type => days.Allows(0, day, type)));

    [Fact]
    public void What_all_parts_agree_on_is_fixed_with_one_of_the_others()
    {
        var days = Days();

        Assert.Equal(1, days.FixSurest([(0, Line("1120"), 0.7), (0, Line("1201"), 0.3)], 1, 0));

        // Day 0 is the same in both lines; of the others, equally sure, the first.
        Assert.Equal(["1", "1", "012", "012"], Enumerable.Range(0, 4).Select(day => Allowed(days, day)));
    }

    [Fact]
    public void Whole_lines_leave_nothing_to_fix() => Assert.Equal(0, Days(2).FixSurest([(0, Line("1120"), 1), (1, Line("0000"), 1)], 5, 0));

    [Fact]
    public void Where_no_part_is_left_no_day_can_be_fixed_and_no_step_is_made()
    {
        var days = Days();

        Assert.Null(days.FixSurest([], 5, 0));
        Assert.False(days.HasSteps);
    }

    [Fact]
    public void The_less_sure_half_of_a_step_is_taken_back_and_a_single_day_becomes_its_contrary()
    {
        var days = Days(1, 2);
        days.FixSurest([(0, Line("11"), 0.6), (0, Line("12"), 0.39)], 5, 0);
        Assert.Equal(["1", "1"], [Allowed(days, 0), Allowed(days, 1)]);

        Assert.Equal((1, true), days.TakeBack());
        Assert.Equal(["1", "012"], [Allowed(days, 0), Allowed(days, 1)]);

        Assert.Equal((1, false), days.TakeBack());
        Assert.Equal(["02", "012"], [Allowed(days, 0), Allowed(days, 1)]);
        Assert.False(days.HasSteps);
    }

    [Fact]
    public void What_was_forbidden_since_a_step_is_allowed_again_with_it()
    {
        var days = Days(1, 2);
        days.FixSurest([(0, Line("11"), 0.8), (0, Line("02"), 0.2)], 1, 0);
        days.FixSurest([(0, Line("11"), 0.8), (0, Line("12"), 0.2)], 1, 0);
        days.TakeBack();
        Assert.Equal(["1", "02"], [Allowed(days, 0), Allowed(days, 1)]);

        days.TakeBack();

        Assert.Equal(["02", "012"], [Allowed(days, 0), Allowed(days, 1)]);
    }

    [Fact]
    public void Some_line_that_has_a_part_agrees_with_all_that_was_fixed()
    {
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            var days = Days(3, 6);
            var parts = new List<(int Member, byte[] Line, double Share)>();
            for (var member = 0; member < 3; member++)
            {
                var weights = Enumerable.Range(0, 1 + random.Next(4)).Select(_ => random.NextDouble() + 0.01).ToList();
                parts.AddRange(weights.Select(weight => (member, Line(string.Concat(Enumerable.Range(0, 6).Select(_ => random.Next(3)))), weight / weights.Sum())));
            }

            days.FixSurest(parts, random.Next(1, 12), random.NextDouble() / 2);

            Assert.All(Enumerable.Range(0, 3), member => Assert.Contains(parts, part => part.Member == member && days.Allows(member, part.Line)));
        }
    }
}
