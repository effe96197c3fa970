using System.Globalization;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

public class ChinaDaysTests
{
    [Theory]
    [InlineData("2025-10-01", "2025-10-08", "2025-09-28 2025-10-11")]
    [InlineData("2026-02-15", "2026-02-23", "2026-02-14 2026-02-28")]
    [InlineData("2026-10-01", "2026-10-07", "2026-09-20 2026-10-10")]
    [InlineData("2026-01-01", "2026-01-03", "2026-01-04")]
    [InlineData("2025-01-28", "2025-02-04", "2025-01-26 2025-02-08")]
    [InlineData("2024-02-10", "2024-02-17", "2024-02-04 2024-02-18")]
    [InlineData("2024-10-01", "2024-10-07", "2024-09-29 2024-10-12")]
    [InlineData("2023-09-29", "2023-10-06", "2023-10-07 2023-10-08")]
    [InlineData("2022-10-01", "2022-10-07", "2022-10-08 2022-10-09")]
    [InlineData("2021-10-01", "2021-10-07", "2021-09-26 2021-10-09")]
    [InlineData("2020-01-24", "2020-02-02", "2020-01-19")]
    [InlineData("2020-10-01", "2020-10-08", "2020-09-27 2020-10-10")]
    [InlineData("2019-05-01", "2019-05-04", "2019-04-28 2019-05-05")]
    [InlineData("2019-10-01", "2019-10-07", "2019-09-29 2019-10-12")]
    public void A_holiday_stands_with_its_make_up_days(string first, string last, string makeUpDays)
    {
        var from = DateOnly.Parse(first, CultureInfo.InvariantCulture);
        var to = DateOnly.Parse(last, CultureInfo.InvariantCulture);
        var calendar = ACalendar.ShanghaiOffice();

        for (var date = from; date <= to; date = date.AddDays(1))
            Assert.Equal(DayKind.Holiday, calendar.Day(date).Kind);
        Assert.NotEqual(DayKind.Holiday, calendar.Day(from.AddDays(-1)).Kind);
        Assert.NotEqual(DayKind.Holiday, calendar.Day(to.AddDays(1)).Kind);
        foreach (var makeUp in makeUpDays.Split(' '))
            Assert.Equal(DayKind.MakeUp, calendar.Day(DateOnly.Parse(makeUp, CultureInfo.InvariantCulture)).Kind);
    }

    [Theory]
    [InlineData(2019, 250)]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_its_working_days(int year, int workingDays)
    {
        var calendar = ACalendar.ShanghaiOffice();
        var first = new DateOnly(year, 1, 1);

        Assert.Equal(workingDays, Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Count(i => calendar.IsWorkingDay(first.AddDays(i))));
    }

    [Fact]
    public void Every_make_up_day_is_a_weekend_day() =>
        Assert.All(ChinaDays.MakeUpDays, day => Assert.True(day.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday));

    [Fact]
    public void Statutory_days_are_those_of_the_law_by_the_lunar_calendar()
    {
        var lunar = new ChineseLunisolarCalendar();
        for (var year = ChinaDays.FirstYear; year <= ChinaDays.LastYear; year++)
        {
            var springFestival = Lunar(lunar, year, 1, 1);
            List<DateOnly> law = [new(year, 1, 1), springFestival, springFestival.AddDays(1), springFestival.AddDays(2), new(year, 5, 1), new(year, 10, 1), new(year, 10, 2), new(year, 10, 3)];
            law.AddRange([Lunar(lunar, year, 5, 5), Lunar(lunar, year, 8, 15)]);
            if (year >= 2025)
                law.AddRange([springFestival.AddDays(-1), new(year, 5, 2)]);

            var statutory = ChinaDays.All.Where(day => day.Statutory && day.Date.Year == year).Select(day => day.Date);
            Assert.Equal(law.Distinct().Order(), statutory.Where(date => date.Month != 4));
            Assert.Single(statutory, date => date.Month == 4 && date.Day is 4 or 5);
        }
    }

    private static DateOnly Lunar(ChineseLunisolarCalendar lunar, int year, int month, int day)
    {
        var leap = lunar.GetLeapMonth(year);
        return DateOnly.FromDateTime(lunar.ToDateTime(year, leap > 0 && month >= leap ? month + 1 : month, day, 0, 0, 0, 0));
    }
}
