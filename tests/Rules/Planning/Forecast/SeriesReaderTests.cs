using System.Globalization;
using Banzhang.Planning.Forecast;
using Banzhang.Planning.Forecast.Files;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Series as people hand them in.</summary>
public sealed class SeriesReaderTests
{
    private static readonly DateTime Monday = new(2024, 1, 1);

    [Theory]
    [InlineData("2024-01-03 02:00,-1", SeriesFault.Negative, "value")]
    [InlineData("2024-01-03 02:00,NaN", SeriesFault.NotANumber, "value")]
    [InlineData("2024-01-03 02:00,Infinity", SeriesFault.NotANumber, "value")]
    [InlineData("2024-01-03 02:00,many", SeriesFault.NotANumber, "value")]
    [InlineData("2024-01-03 02:00,1e300", SeriesFault.TooLarge, "value")]
    [InlineData("2024-01-03 02:00", SeriesFault.FieldCount, "value")]
    [InlineData("2024-01-03 02:00,\"1,234\"", SeriesFault.NotANumber, "value")]
    [InlineData("2024-01-03 02:00,1,234", SeriesFault.FieldCount, "value")]
    [InlineData("2024-01-03 02:00,\"12", SeriesFault.NotANumber, "value")]
    [InlineData("2024-01-03 01:00,4", SeriesFault.HourAgain, "time")]
    [InlineData("2024-13-03 02:00,4", SeriesFault.NotATime, "time")]
    [InlineData("2024-01-03 01:30,4", SeriesFault.TimeTwice, "time")]
    [InlineData("2024-01-02 01:30,4", SeriesFault.TimeBackwards, "time")]
    [InlineData("2024-01-03 01:45,4", SeriesFault.IntervalChanges, "time")]
    public void What_cannot_be_used_is_named_by_line_and_field(string line, SeriesFault fault, string name)
    {
        var lines = Lines(14 * 48);
        lines[100] = line;

        var refusal = (SeriesUnusable)SeriesReader.Read(("calls.csv", Text(lines))).Refusal!;

        Assert.Equal(("calls.csv", 102, name, fault), (refusal.File, refusal.Line, refusal.Name, refusal.Fault));
    }

    [Theory]
    [InlineData("2025-02-18 00:00", SeriesFault.GapTooLong)]
    [InlineData("2204-01-15 00:00", SeriesFault.GapTooLong)]
    [InlineData("9999-12-31 23:30", SeriesFault.GapTooLong)]
    public void A_wrong_year_in_the_last_row_is_named_and_takes_no_memory(string time, SeriesFault fault)
    {
        var refusal = (SeriesUnusable)SeriesReader.Read(("calls.csv", Text([.. Lines(14 * 48), time + ",4"]))).Refusal!;

        Assert.Equal(("calls.csv", 674, "time", fault), (refusal.File, refusal.Line, refusal.Name, refusal.Fault));
    }

    [Fact]
    public void More_than_ten_years_are_named_where_they_are_full()
    {
        var days = Enumerable.Range(0, 3_700).Select(i => Line(Monday.AddDays(i))).ToList();

        Assert.Equal((SeriesFault.SpanTooLong, 3_656), SeriesReader.Read(("calls.csv", Text(days))).Refusal is SeriesUnusable refusal ? (refusal.Fault, refusal.Line) : default);
        Assert.True(SeriesReader.Read(("calls.csv", Text(days[..3_654]))).IsDone);
    }

    [Fact]
    public void An_interval_that_changes_for_good_is_named_where_it_changes()
    {
        var lines = Lines(14 * 48);
        lines.AddRange(Enumerable.Range(1, 30).Select(i => Line(Monday.AddDays(14).AddMinutes((60 * i) - 30))));

        var refusal = (SeriesUnusable)SeriesReader.Read(("calls.csv", Text(lines))).Refusal!;

        Assert.Equal((SeriesFault.IntervalChanges, 674), (refusal.Fault, refusal.Line));
    }

    [Theory]
    [InlineData("", SeriesFault.Empty)]
    [InlineData("time,value\n", SeriesFault.Empty)]
    [InlineData("time,value\n2024-01-01 00:00,4\n", SeriesFault.TooShort)]
    public void Next_to_nothing_is_refused(string text, SeriesFault fault) => Assert.Equal(fault, ((SeriesUnusable)SeriesReader.Read(("calls.csv", text)).Refusal!).Fault);

    [Fact]
    public void Thirteen_days_are_too_short_and_fourteen_are_not()
    {
        Assert.Equal(SeriesFault.TooShort, ((SeriesUnusable)SeriesReader.Read(("calls.csv", Text(Lines(13 * 48)))).Refusal!).Fault);
        Assert.True(SeriesReader.Read(("calls.csv", Text(Lines(14 * 48)))).IsDone);
    }

    [Fact]
    public void One_value_among_a_year_of_empty_ones_is_too_short_where_it_stands()
    {
        var lines = Enumerable.Range(0, 53 * 7 * 48).Select(i => Line(Monday.AddMinutes(30 * i))[..^1] + (i == 9_000 ? "4" : "")).ToList();

        var refusal = (SeriesUnusable)SeriesReader.Read(("calls.csv", Text(lines))).Refusal!;

        Assert.Equal(("calls.csv", 9_002, SeriesFault.TooShort, "1"), (refusal.File, refusal.Line, refusal.Fault, refusal.Given));
    }

    [Fact]
    public void A_heading_is_a_line_that_begins_with_a_name_whatever_its_digits()
    {
        var file = SeriesReader.Read(("calls.csv", "time,queue_1\n" + string.Join('\n', Lines(14 * 48)))).Value;

        Assert.Equal((Monday, 14 * 48), (file.History.Start, file.History.Values.Count));
        Assert.Equal((SeriesFault.NotATime, 1), SeriesReader.Read(("calls.csv", "2024-13-01 00:00,4\n" + string.Join('\n', Lines(14 * 48)))).Refusal is SeriesUnusable refusal ? (refusal.Fault, refusal.Line) : default);
    }

    [Fact]
    public void Quotes_around_fields_are_taken_off_and_hold_commas_together()
    {
        var lines = Lines(14 * 48);
        lines[0] = " \"2024-01-01 00:00\" , \"12\" ";

        Assert.Equal(12, SeriesReader.Read(("calls.csv", Text(lines))).Value.History.Values[0]);
        Assert.Equal([(new(2024, 6, 18), "sale, \"big\"")], EventReader.Read("events.csv", "date,name\n2024-06-18,\"sale, \"\"big\"\"\"\n").Value);
        Assert.Equal((SeriesFault.FieldCount, 2), EventReader.Read("events.csv", "date,name\n2024-06-18,sale, big\n").Refusal is SeriesUnusable refusal ? (refusal.Fault, refusal.Line) : default);
    }

    [Fact]
    public void Times_are_answered_as_the_richest_of_them_is_written()
    {
        string Format(Func<DateTime, string> write) => SeriesReader.Read(("calls.csv", string.Join('\n', Enumerable.Range(0, 14 * 24).Select(i => write(Monday.AddHours(i)) + ",3")))).Value.TimeFormat;

        Assert.Equal("yyyy-MM-dd HH:mm", Format(time => time.ToString(time.Hour == 0 ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)));
        Assert.Equal("yyyy-MM-dd HH:mm:ss", Format(time => time.ToString(time.Hour == 0 ? "yyyy-MM-dd" : time.Hour == 1 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)));
        Assert.Equal("yyyy/M/d H:mm", Format(time => time.ToString(time.Hour == 0 ? "yyyy/M/d" : "yyyy/M/d H:mm", CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Two_working_weeks_are_two_weeks()
    {
        var lines = Lines(14 * 48).Where((_, i) => i / 48 % 7 < 5).ToList();

        Assert.True(SeriesReader.Read(("calls.csv", Text(lines))).IsDone);
    }

    [Fact]
    public void Missing_rows_and_empty_values_are_gaps()
    {
        var lines = Lines(14 * 48);
        lines[5] = "2024-01-01 02:30,";
        lines.RemoveRange(10, 3);

        var values = SeriesReader.Read(("calls.csv", Text(lines))).Value.History.Values;

        Assert.Equal([5, 10, 11, 12], Enumerable.Range(0, values.Count).Where(i => double.IsNaN(values[i])));
    }

    [Theory]
    [InlineData("yyyy-MM-dd'T'HH:mm:ss")]
    [InlineData("yyyy-MM-dd HH:mm")]
    [InlineData("yyyy/M/d H:mm")]
    public void The_way_times_are_written_is_remembered(string format)
    {
        var lines = Enumerable.Range(0, 14 * 24).Select(i => Monday.AddHours(i).ToString(format, CultureInfo.InvariantCulture) + ",3").ToList();

        var file = SeriesReader.Read(("calls.csv", Text(lines))).Value;

        Assert.Equal(lines[30][..^2], file.History.Start.AddHours(30).ToString(file.TimeFormat, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_was_seen_today_continues_the_history_and_its_faults_are_its_own()
    {
        var (past, today) = (Text(Lines(14 * 48)), Text([Line(Monday.AddDays(14)), Line(Monday.AddDays(14).AddMinutes(30))]));

        Assert.Equal(Monday.AddDays(14).AddHours(1), SeriesReader.Read(("calls.csv", past), ("today.csv", today)).Value.History.End);
        Assert.Equal(("today.csv", 2), SeriesReader.Read(("calls.csv", past), ("today.csv", Text([Line(Monday)]))).Refusal is SeriesUnusable refusal ? (refusal.File, refusal.Line) : default);
    }

    [Fact]
    public void Events_are_dates_with_names()
    {
        Assert.Equal([(new(2024, 6, 18), "sale")], EventReader.Read("events.csv", "date,name\n2024-06-18,sale\n").Value);
        Assert.Equal((SeriesFault.NoName, 2), EventReader.Read("events.csv", "date,name\n2024-06-18,\n").Refusal is SeriesUnusable refusal ? (refusal.Fault, refusal.Line) : default);
    }

    [Fact]
    public void Every_fault_has_a_word()
    {
        Assert.All(Enum.GetValues<SeriesFault>(), fault => Assert.All(new SeriesUnusable("calls.csv", 3, "value", fault, "1", "2").Arguments, argument => Assert.NotEmpty((string)argument)));
    }

    private static List<string> Lines(int count) => [.. Enumerable.Range(0, count).Select(i => Line(Monday.AddMinutes(30 * i)))];

    private static string Line(DateTime time) => time.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + ",4";

    private static string Text(IEnumerable<string> lines) => "time,value\n" + string.Join('\n', lines) + "\n";
}
