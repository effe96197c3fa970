using System.Globalization;
using System.Text.Json;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

public class BusinessCalendarTests
{
    [Theory]
    [InlineData("2025-03-03 09:00", 8, "2025-03-03 18:30")]
    [InlineData("2025-03-03 11:00", 1, "2025-03-03 12:00")]
    [InlineData("2025-03-03 11:00", 2, "2025-03-03 14:30")]
    [InlineData("2025-03-07 18:00", 1, "2025-03-10 09:30")]
    [InlineData("2025-03-08 10:00", 1, "2025-03-10 10:00")]
    [InlineData("2025-09-30 18:00", 1, "2025-10-09 09:30")]
    [InlineData("2025-10-10 18:00", 1, "2025-10-11 09:30")]
    [InlineData("2026-02-13 18:00", 9, "2026-02-24 09:30")]
    public void A_due_time_skips_what_is_closed(string start, int hours, string due) =>
        Assert.Equal(At(due), ACalendar.ShanghaiOffice().Add(At(start), TimeSpan.FromHours(hours)));

    [Fact]
    public void No_time_is_due_at_once_even_when_closed()
    {
        var sunday = At("2025-03-09 03:00");

        Assert.Equal(sunday, ACalendar.ShanghaiOffice().Add(sunday, TimeSpan.Zero));
    }

    [Fact]
    public void Answers_have_offset_zero() =>
        Assert.Equal(TimeSpan.Zero, ACalendar.ShanghaiOffice().Add(At("2025-03-03 09:00"), TimeSpan.FromHours(1)).Offset);

    [Fact]
    public void Time_backwards_is_negative() =>
        Assert.Equal(TimeSpan.FromHours(-8), ACalendar.ShanghaiOffice().Between(At("2025-03-04 00:00"), At("2025-03-03 00:00")));

    [Fact]
    public void A_negative_duration_is_a_bug() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ACalendar.ShanghaiOffice().Add(At("2025-03-03 09:00"), TimeSpan.FromTicks(-1)));

    [Fact]
    public void A_night_window_runs_on_into_a_holiday_but_none_starts_there()
    {
        var calendar = new BusinessCalendar(BusinessCalendarDefinition
            .Weekdays("night", "Night", "Asia/Shanghai", new WorkWindow(new(22, 0), new(6, 0)))
            .WithChinaDays());

        Assert.True(calendar.IsOpen(At("2025-10-01 05:59")));
        Assert.False(calendar.IsOpen(At("2025-10-01 06:00")));
        Assert.False(calendar.IsOpen(At("2025-10-01 23:00")));
        Assert.False(calendar.IsOpen(At("2025-10-02 01:00")));
    }

    [Fact]
    public void Around_the_clock_business_time_is_wall_time()
    {
        var calendar = new BusinessCalendar(BusinessCalendarDefinition.AroundTheClock("always", "Always", "Europe/Berlin"));
        var start = At("2025-03-29 13:00");

        Assert.Equal(start.AddHours(1000), calendar.Add(start, TimeSpan.FromHours(1000)));
    }

    [Theory]
    [InlineData("2025-03-30", 1)]
    [InlineData("2025-10-26", 3)]
    [InlineData("2025-06-15", 2)]
    public void A_skipped_hour_is_worked_by_nobody_and_a_doubled_one_twice(string sunday, int hours)
    {
        var calendar = new BusinessCalendar(new BusinessCalendarDefinition
        {
            Id = "sunday",
            Name = "Sunday",
            TimeZone = "Europe/Berlin",
            Weekly = [new(DayOfWeek.Sunday, new(1, 30), new(3, 30))],
        });
        var day = new DateTimeOffset(DateOnly.Parse(sunday, CultureInfo.InvariantCulture), new(12, 0), TimeSpan.Zero);

        Assert.Equal(TimeSpan.FromHours(hours), calendar.Between(day.AddHours(-20), day));
    }

    [Fact]
    public void A_make_up_day_has_the_windows_of_the_weekday_it_names()
    {
        var calendar = new BusinessCalendar(new BusinessCalendarDefinition
        {
            Id = "retail",
            Name = "Retail",
            TimeZone = "Asia/Shanghai",
            Weekly = [new(DayOfWeek.Monday, new(9, 0), new(17, 0)), new(DayOfWeek.Wednesday, new(9, 0), new(12, 0)), new(DayOfWeek.Saturday, new(10, 0), new(11, 0))],
            MakeUpDays = [new(new(2025, 3, 8), "As the calendar says"), new(new(2025, 3, 15), "As it says itself", DayOfWeek.Wednesday)],
        });

        Assert.Equal(TimeSpan.FromHours(8), calendar.Between(At("2025-03-08 00:00"), At("2025-03-09 00:00")));
        Assert.Equal(TimeSpan.FromHours(3), calendar.Between(At("2025-03-15 00:00"), At("2025-03-16 00:00")));
        Assert.Equal(TimeSpan.FromHours(1), calendar.Between(At("2025-03-22 00:00"), At("2025-03-23 00:00")));
    }

    [Fact]
    public void A_special_day_overrules_a_holiday()
    {
        var calendar = new BusinessCalendar(ACalendar.ShanghaiOfficeDefinition() with
        {
            SpecialDays = [new(new(2025, 10, 1), "On call", [new(new(10, 0), new(12, 0))])],
        });

        Assert.Equal(At("2025-10-01 11:00"), calendar.Add(At("2025-10-01 00:00"), TimeSpan.FromHours(1)));
    }

    [Fact]
    public void An_explanation_says_that_a_due_Saturday_is_a_make_up_day()
    {
        var explanation = ACalendar.ShanghaiOffice().Explain(At("2025-10-10 17:30"), TimeSpan.FromHours(2));

        Assert.Equal(At("2025-10-11 10:00"), explanation.Due);
        Assert.Equal([DayKind.Ordinary, DayKind.MakeUp], explanation.Steps.Select(step => step.Day.Kind));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(1)], explanation.Steps.Select(step => step.Used));
        Assert.Equal("\u56fd\u5e86\u8282", explanation.Steps[1].Day.Name);
    }

    [Fact]
    public void An_explanation_lists_the_closed_days_it_passed()
    {
        var explanation = ACalendar.ShanghaiOffice().Explain(At("2025-09-30 18:00"), TimeSpan.FromHours(1));

        Assert.Equal(10, explanation.Steps.Count);
        Assert.Equal(8, explanation.Steps.Count(step => step.Day.Kind == DayKind.Holiday && step.Used == TimeSpan.Zero));
    }

    [Fact]
    public void Working_days_are_counted_without_the_first()
    {
        var calendar = ACalendar.ShanghaiOffice();

        Assert.Equal(new DateOnly(2025, 10, 13), calendar.AddWorkingDays(new(2025, 9, 29), 5));
        Assert.Equal(new DateOnly(2025, 10, 4), calendar.AddWorkingDays(new(2025, 10, 4), 0));
    }

    [Fact]
    public void A_calendar_that_is_never_open_is_refused()
    {
        var never = new BusinessCalendarDefinition { Id = "never", Name = "Never", TimeZone = "Asia/Shanghai" };

        Assert.Equal([new CalendarProblem(CalendarProblemKind.NeverOpen, "never")], never.Problems());
        Assert.Contains("NeverOpen", Assert.Throws<ArgumentException>(() => new BusinessCalendar(never)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_with_too_little_time_left_says_so()
    {
        var once = new BusinessCalendar(new BusinessCalendarDefinition
        {
            Id = "once",
            Name = "Once",
            TimeZone = "Asia/Shanghai",
            SpecialDays = [new(new(2025, 3, 8), "Fair", [new(new(9, 0), new(10, 0))])],
        });

        Assert.Equal(At("2025-03-08 10:00"), once.Add(At("2025-03-01 00:00"), TimeSpan.FromHours(1)));
        Assert.Contains("'once'", Assert.Throws<InvalidOperationException>(() => once.Add(At("2025-03-01 00:00"), TimeSpan.FromHours(2))).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => once.NextOpening(At("2025-03-09 00:00")));
    }

    [Fact]
    public void Problems_name_zone_and_day()
    {
        var wrong = ACalendar.ShanghaiOfficeDefinition() with
        {
            TimeZone = "Asia/Nowhere",
            MakeUpDays = [new(new(2025, 10, 1), "Holiday and make-up day at once")],
        };

        Assert.Equal(
            [new(CalendarProblemKind.UnknownTimeZone, "Asia/Nowhere"), new(CalendarProblemKind.DayTwice, "2025-10-01")],
            wrong.Problems());
    }

    [Fact]
    public void A_definition_survives_its_storage_as_json()
    {
        var definition = ACalendar.Wild(new Random(4), new(2025, 3, 3));

        var json = JsonSerializer.Serialize(definition);
        var read = JsonSerializer.Deserialize<BusinessCalendarDefinition>(json)!;

        Assert.Equal(json, JsonSerializer.Serialize(read));
        Assert.Equal(definition.Weekly, read.Weekly);
        Assert.Equal(definition.Holidays, read.Holidays);
        Assert.Equal(definition.MakeUpDays, read.MakeUpDays);
        Assert.Equal(definition.SpecialDays.SelectMany(day => day.Windows), read.SpecialDays.SelectMany(day => day.Windows));
    }

    [Fact]
    public void Adding_a_day_of_business_time_allocates_nothing()
    {
        var calendar = ACalendar.ShanghaiOffice();
        var start = At("2025-03-03 11:00");
        calendar.Add(start, TimeSpan.FromHours(24));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            calendar.Add(start, TimeSpan.FromHours(24));

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static DateTimeOffset At(string shanghai) => DateTimeOffset.Parse(shanghai + " +08:00", CultureInfo.InvariantCulture);
}
