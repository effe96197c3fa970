using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Platform.Localisation;

namespace Banzhang.Tests.Rules.Planning.Rosters;

public class PlanCheckTests
{
    /// <summary>Ann's line as a text of E, L and points; the others are off.</summary>
    private static IReadOnlyList<ShiftViolation> Of(string line)
    {
        var plan = new ShiftPlan(4, 14);
        for (var day = 0; day < line.Length; day++)
            plan[0, day] = line[day] switch { 'E' => 0, 'L' => 1, _ => -1 };
        return [.. PlanCheck.Of(AnInstance.Kiosk, plan).Violations.Where(violation => violation.Employee == 0)];
    }

    [Fact]
    public void A_line_that_keeps_all_rules_has_no_violation() => Assert.Empty(Of(".EEEL..EEEE..."));

    [Theory]
    [InlineData(".LEEL..EEEE...", ShiftRule.Rotation, 2, 1, 0)]
    [InlineData(".EEEEEE..E....", ShiftRule.MaxConsecutiveShifts, 1, 6, 5)]
    [InlineData(".EEEL..E..EE..", ShiftRule.MinConsecutiveShifts, 7, 1, 2)]
    [InlineData(".EEEL.EEEE....", ShiftRule.MinConsecutiveDaysOff, 5, 1, 2)]
    [InlineData("EEEEL..EEEE...", ShiftRule.DayOff, 0, 1, 0)]
    [InlineData("...EEE...EEEEL", ShiftRule.MaxWeekends, -1, 2, 1)]
    [InlineData(".EEEL..E......", ShiftRule.MinMinutes, -1, 2400, 3360)]
    [InlineData(".EEEEL..EEEEEE", ShiftRule.MaxMinutes, -1, 5280, 4800)]
    public void A_broken_rule_is_found_where_it_is_broken(string line, ShiftRule rule, int day, int found, int limit) =>
        Assert.Contains((rule, 0, day, found, limit), Of(line).Select(violation => (violation.Rule, violation.Employee, violation.Day, violation.Found, violation.Limit)));

    [Theory]
    [InlineData("en", "Ann, day 2: L may not be followed by E (SECTION_SHIFTS)")]
    [InlineData("zh-CN", "\u7B2C 2 \u5929\uFF1A\u73ED\u6B21 L \u4E4B\u540E\u4E0D\u80FD\u6392 E\uFF08SECTION_SHIFTS\uFF09")]
    public void A_broken_rotation_names_both_shifts(string language, string told)
    {
        var said = In(language, () => PlanSentences.Say(AnInstance.Kiosk, Of(".LEEL..EEEE...").Single(violation => violation.Rule == ShiftRule.Rotation)));

        Assert.EndsWith(told, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public void Every_rule_is_told_with_who_and_with_its_figures(string language)
    {
        Assert.All(Enum.GetValues<ShiftRule>(), rule =>
        {
            var told = In(language, () => PlanSentences.Say(AnInstance.Kiosk, new(rule, 0, 3, 77, 66, 1, 0)));
            Assert.StartsWith("Ann", told, StringComparison.Ordinal);
            Assert.True(rule is ShiftRule.Rotation or ShiftRule.DayOff || (told.Contains("77", StringComparison.Ordinal) && told.Contains("66", StringComparison.Ordinal)), told);
        });
    }

    [Fact]
    public void Runs_at_the_ends_of_the_horizon_may_be_short() =>
        Assert.DoesNotContain(Of(".EEE..EEEE...E"), violation => violation.Rule is ShiftRule.MinConsecutiveShifts or ShiftRule.MinConsecutiveDaysOff);

    [Fact]
    public void A_type_worked_too_often_is_counted()
    {
        var plan = new ShiftPlan(4, 14);
        for (var day = 0; day < 6; day++)
            plan[2, day] = 1;

        Assert.Contains(new ShiftViolation(ShiftRule.MaxShifts, 2, 0, 6, 5, Shift: 1), PlanCheck.Of(AnInstance.Kiosk, plan).Violations);
    }

    [Fact]
    public void Cost_is_wishes_plus_missing_plus_surplus()
    {
        var plan = new ShiftPlan(4, 14) { [2, 3] = 1, [0, 0] = 0, [1, 0] = 0, [2, 0] = 0 };

        var report = PlanCheck.Of(AnInstance.Kiosk, plan);

        // Two wishes for a shift are not given, one against a shift is not kept; of eleven wanted one is there, two are too many on day 0.
        Assert.Equal((3 + 2 + 1, 1000L, 2L), ((int)report.RequestCost, report.UnderCost, report.OverCost));
        Assert.Equal(1008, report.Cost);
    }

    private static string In(string language, Func<string> say)
    {
        Languages.Speak(language);
        try
        {
            return say();
        }
        finally
        {
            Languages.Speak(Languages.English);
        }
    }
}
