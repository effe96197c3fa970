using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

public class ICalendarReaderTests
{
    [Theory]
    [InlineData("cn_holidays_2025.ics", 2025)]
    [InlineData("cn_holidays_2026.ics", 2026)]
    public void A_published_year_is_read_as_the_built_in_one(string file, int year)
    {
        var read = ICalendarReader.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Kernel", "Calendars", "Fixtures", file)));

        Assert.Empty(read.Problems);
        Assert.Equal(
            ChinaDays.All.Where(day => day.Date.Year == year).Select(day => (day.Date, day.Name, day.Kind == ChinaDayKind.Workday)),
            read.Days.Select(day => (day.Date, day.Name, day.Kind == ImportedDayKind.MakeUpDay)));
    }

    [Fact]
    public void The_end_is_the_day_after_the_last()
    {
        var read = ICalendarReader.Read(Event("DTSTART;VALUE=DATE:20270101\r\nDTEND;VALUE=DATE:20270104\r\nSUMMARY:New Year"));

        Assert.Equal([new(2027, 1, 1), new(2027, 1, 2), new(2027, 1, 3)], read.Days.Select(day => day.Date));
    }

    [Fact]
    public void An_event_without_end_is_one_day() =>
        Assert.Equal(new ImportedDay(new(2027, 5, 1), "Labour Day", ImportedDayKind.Holiday, 2), Assert.Single(ICalendarReader.Read(Event("DTSTART:20270501\nSUMMARY:Labour Day")).Days));

    [Theory]
    [InlineData("SUMMARY:\u6625\u8282(\u73ed)")]
    [InlineData("SUMMARY:\u6625\u8282\u8865\u73ed")]
    [InlineData("SUMMARY:\u6625\u8282\uff08\u73ed\uff09")]
    [InlineData("X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY\nSUMMARY:\u6625\u8282")]
    public void Make_up_days_are_told_by_their_mark(string lines)
    {
        var day = Assert.Single(ICalendarReader.Read(Event("DTSTART;VALUE=DATE:20270206\n" + lines)).Days);

        Assert.Equal(ImportedDayKind.MakeUpDay, day.Kind);
        Assert.Equal("\u6625\u8282", day.Name);
    }

    [Fact]
    public void Folded_lines_are_joined_and_escapes_undone() =>
        Assert.Equal("New Year, observed", Assert.Single(ICalendarReader.Read(Event("DTSTART:20270101\r\nSUM\r\n MARY:New Year\\,\r\n\t observed")).Days).Name);

    [Fact]
    public void What_lies_in_an_alarm_is_not_the_events() =>
        Assert.Equal("Right", Assert.Single(ICalendarReader.Read(Event("DTSTART:20270101\nSUMMARY:Right\nBEGIN:VALARM\nSUMMARY:Wrong\nRRULE:X\nEND:VALARM")).Days).Name);

    [Theory]
    [InlineData("DTSTART:20270101\nRRULE:FREQ=YEARLY", ICalendarProblemKind.Recurring, 4)]
    [InlineData("SUMMARY:No start", ICalendarProblemKind.NoStart, 2)]
    [InlineData("DTSTART:20271301", ICalendarProblemKind.BadDate, 3)]
    [InlineData("DTSTART:99991231", ICalendarProblemKind.BadDate, 3)]
    [InlineData("DTSTART:20270101T090000Z", ICalendarProblemKind.NotWholeDays, 3)]
    [InlineData("DTSTART:20270102\nDTEND:20270101", ICalendarProblemKind.EndsBeforeStart, 4)]
    [InlineData("DTSTART:20270101\nDTEND:20290101", ICalendarProblemKind.TooLong, 4)]
    [InlineData("DTSTART:20270101\nSTATUS:CANCELLED", ICalendarProblemKind.Cancelled, 2)]
    public void What_cannot_be_read_is_reported_with_its_line(string lines, ICalendarProblemKind kind, int line)
    {
        var read = ICalendarReader.Read(Event(lines));

        Assert.Empty(read.Days);
        var problem = Assert.Single(read.Problems);
        Assert.Equal((kind, line), (problem.Kind, problem.Line));
    }

    [Fact]
    public void A_date_given_twice_stands_once()
    {
        var read = ICalendarReader.Read(Event("DTSTART:20270101\nSUMMARY:First") + Event("DTSTART:20270101\nSUMMARY:Second"));

        Assert.Equal("First", Assert.Single(read.Days).Name);
        Assert.Equal(ICalendarProblemKind.DayTwice, Assert.Single(read.Problems).Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"not\": \"a calendar\"}")]
    [InlineData("BEGIN:VEVENT\nDTSTART:20270101")]
    [InlineData("END:VEVENT\nBEGIN:VEVENT\nEND:VEVENT")]
    [InlineData(" \n :\n;:;:\nBEGIN:VEVENT\n:::\nno colon here")]
    public void Bad_text_is_reported_not_thrown(string text)
    {
        var read = ICalendarReader.Read(text);

        Assert.Empty(read.Days);
        Assert.NotEmpty(read.Problems);
    }

    private static string Event(string lines) => $"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n";
}
