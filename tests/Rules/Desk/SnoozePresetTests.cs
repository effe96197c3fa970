using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets.Snoozing.Rules;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Desk;

public class SnoozePresetTests
{
    private static readonly BusinessCalendar Office = new(BusinessCalendarDefinition.Weekdays(ServiceLevelSettings.WorkingHours, "office", "Asia/Shanghai", new WorkWindow(new(9, 0), new(12, 0)), new WorkWindow(new(13, 30), new(18, 0))));

    [Fact]
    public void Later_today_is_three_hours_on_up_to_the_next_quarter() =>
        Assert.Equal(Shanghai("2026-11-12T17:45"), Of("2026-11-12T14:32", SnoozePreset.LaterToday));

    [Fact]
    public void Nothing_comes_back_within_the_break_at_noon() =>
        Assert.DoesNotContain(SnoozePresets.For(Shanghai("2026-11-12T09:10"), Office), c => c.Preset == SnoozePreset.LaterToday);

    [Fact]
    public void Nothing_comes_back_later_today_in_the_evening() =>
        Assert.DoesNotContain(SnoozePresets.For(Shanghai("2026-11-12T16:30"), Office), c => c.Preset == SnoozePreset.LaterToday);

    [Fact]
    public void Tomorrow_is_nine_in_the_morning_of_the_department() =>
        Assert.Equal(Shanghai("2026-11-13T09:00"), Of("2026-11-12T23:59", SnoozePreset.Tomorrow));

    [Fact]
    public void On_a_Friday_the_next_workday_is_Monday()
    {
        Assert.Equal(Shanghai("2026-11-14T09:00"), Of("2026-11-13T10:00", SnoozePreset.Tomorrow));
        Assert.Equal(Shanghai("2026-11-16T09:00"), Of("2026-11-13T10:00", SnoozePreset.NextWorkday));
    }

    [Fact]
    public void A_workday_tomorrow_is_not_offered_twice() =>
        Assert.DoesNotContain(SnoozePresets.For(Shanghai("2026-11-12T10:00"), Office), c => c.Preset == SnoozePreset.NextWorkday);

    [Fact]
    public void What_a_preset_posts_is_read_as_the_same_instant()
    {
        var until = Shanghai("2026-11-13T09:00");

        Assert.Equal(until, SnoozePresets.Read(until.ToString("O", System.Globalization.CultureInfo.InvariantCulture), Office.TimeZone));
    }

    [Fact]
    public void A_wall_time_is_read_in_the_zone_of_the_department() =>
        Assert.Equal(Shanghai("2026-11-13T09:30"), SnoozePresets.Read("2026-11-13T09:30", Office.TimeZone));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("own")]
    [InlineData("2026-13-40T09:00")]
    [InlineData("tomorrow")]
    public void What_is_no_time_is_refused(string? text) => Assert.Null(SnoozePresets.Read(text, Office.TimeZone));

    private static DateTimeOffset Of(string now, SnoozePreset preset) => SnoozePresets.For(Shanghai(now), Office).Single(c => c.Preset == preset).Until;

    private static DateTimeOffset Shanghai(string wall) => new DateTimeOffset(DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();
}
