using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Files;
using Banzhang.Platform.Localisation;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>A team's problem from its file.</summary>
public class TeamReaderTests
{
    private static TeamProblem Team => ATeamFile.Team;

    [Fact]
    public void The_page_shows_the_example_as_it_is() => Assert.Equal(ATeamFile.Text, ATeamFile.Page.Split("```json\n")[1].Split("```")[0]);

    [Fact]
    public void The_example_is_read_as_it_stands()
    {
        Assert.Equal((new(2026, 11, 30), 14, 30), (Team.FirstDay, Team.Days, Team.IntervalMinutes));
        Assert.Equal(["E", "L", "N"], Team.Shifts.Select(shift => shift.Id));
        Assert.Equal([new(240, 60, false, 60), new(450, 15, true)], Team.Shifts[0].Breaks);
        Assert.Equal((22 * 60, 600, 240), (Team.Shifts[2].Start, Team.Shifts[2].Minutes, Team.Shifts[2].Breaks[0].After));
        Assert.Equal("Anna Bo Chen Dan Eva Fang Gao Hui Ida Jun Kai Lin", string.Join(' ', Team.Members.Select(member => member.Id)));
        Assert.Equal(["order", "refund"], Team.Members[0].Skills.Order());
        Assert.Equal([3, 4], Team.Members[1].Leave.Order());
        Assert.Equal(new DutyHistory(2, 0, "E", 6, 5), Team.Members[2].History);
        Assert.Equal(14, Team.Members[5].NoNights.Count);
        Assert.Equal(new("full", 3840, 4800, 480, 5, 2, 2, 2, 4), Team.Members[0].Contract);
        var part = Team.Members[11].Contract;
        Assert.Equal(("part", 1920, 2880, 0, 4, 1, 1, 1, 0), (part.Name, part.MinMinutes, part.MaxMinutes, part.OvertimeMinutes, part.MaxDaysInRow, part.MinDaysInRow, part.MinDaysOff, part.MaxWeekends, part.MaxNights));
        Assert.Equal(["E", "L"], part.Shifts!.Order());
        Assert.Equal((HoursSystem.Standard, 60), (part.Hours, part.DailyOvertimeMinutes));
        Assert.Equal([new(0, 5, null, 3), new(9, 1, "E", 1)], Team.Wishes);
        Assert.Equal([new(6, 2, "L"), new(4, 8, null)], Team.Fixed);
        Assert.Equal((LabourRules.China(Team.FirstDay), new TeamWeights(), LegalCalendar.China, null), (Team.Law, Team.Weights, Team.Calendar, Team.Published));
    }

    [Fact]
    public void What_is_said_of_a_date_holds_in_place_of_its_weekday_interval_by_interval()
    {
        int People(int day, string time) => Team.Requirements.Where(need => need.Day == day && need.Skill == "order" && need.Interval == TimeOnly.Parse(time, System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMinutes / 30).Sum(need => need.People);

        Assert.Equal((0, 1), (People(0, "07:30"), People(1, "07:30")));
        Assert.Equal((1, 2, 2, 1), (People(12, "08:30"), People(12, "09:00"), People(12, "17:30"), People(12, "18:00")));
        Assert.Equal((1, 1), (People(13, "12:00"), People(13, "23:30")));
        Assert.DoesNotContain(Team.Requirements, need => need.People == 0);
    }

    [Fact]
    public void Law_weights_calendar_and_hours_are_read_where_they_are_given()
    {
        var team = TeamReader.Read(ATeamFile.Text.With("\"shifts\": [", """
            "law": { "restMinutes": 600, "dailyMinutes": 450, "nightFrom": "23:00" }, "weights": { "missing": 50, "fairness": 0 },
            "calendar": { "from": "2026-11-01", "to": "2026-12-31", "daysOff": ["2026-12-09"], "statutory": ["2026-12-09"], "inExchange": ["2026-12-05"] }, "shifts": [
            """).With("\"name\": \"full\",", "\"name\": \"full\", \"hours\": \"comprehensive\", \"dailyOvertimeMinutes\": 180,")).Value;

        Assert.Equal(LabourRules.China(team.FirstDay) with { RestMinutes = 600, DailyMinutes = 450, NightFrom = 23 * 60 }, team.Law);
        Assert.Equal(new TeamWeights(Missing: 50, Fairness: 0), team.Weights);
        Assert.Equal((true, false, true), (team.Calendar.IsWorkDay(new(2026, 12, 5)), team.Calendar.IsWorkDay(new(2026, 12, 9)), team.Calendar.IsWorkDay(new(2026, 12, 10))));
        Assert.Equal((HoursSystem.Comprehensive, 180), (team.Members[0].Contract.Hours, team.Members[0].Contract.DailyOvertimeMinutes));
    }

    [Theory]
    [InlineData("\"days\": 14,", "\"days\": 14, \"day\": 1,", "day", TeamFileFault.UnknownField)]
    [InlineData("\"slack\": 60", "\"slak\": 60", "shifts[0].breaks[0].slak", TeamFileFault.UnknownField)]
    [InlineData("\"days\": 14,", "\"days\": 14, \"days\": 28,", "days", TeamFileFault.FieldTwice)]
    [InlineData("\"days\": 14,", "", "days", TeamFileFault.Missing)]
    [InlineData("\"id\": \"Eva\", ", "", "members[4].id", TeamFileFault.Missing)]
    [InlineData(", \"shift\": null, \"weight\": 3", ", \"weight\": 3", "wishes[0].shift", TeamFileFault.Missing)]
    [InlineData("{ \"id\": \"Eva\", \"skills\": [\"order\"], \"contract\": \"full\" }", "\"Eva\"", "members[4]", TeamFileFault.ObjectWanted)]
    [InlineData("[\"order\"]", "\"order\"", "members[3].skills", TeamFileFault.ListWanted)]
    [InlineData("\"Eva\"", "5", "members[4].id", TeamFileFault.TextWanted)]
    [InlineData("\"Eva\"", "\" \"", "members[4].id", TeamFileFault.TextWanted)]
    [InlineData("\"Eva\"", "\"\\ud800\"", "members[4].id", TeamFileFault.TextWanted)]
    [InlineData("\"people\": 2", "\"people\": \"two\"", "requirements[1].people", TeamFileFault.NumberWanted)]
    [InlineData("\"people\": 2", "\"people\": \"NaN\"", "requirements[1].people", TeamFileFault.NumberWanted)]
    [InlineData("\"people\": 2", "\"people\": 1.5", "requirements[1].people", TeamFileFault.NumberWanted)]
    [InlineData("\"people\": 2", "\"people\": 1e99", "requirements[1].people", TeamFileFault.NumberWanted)]
    [InlineData("\"people\": 2", "\"people\": -1", "requirements[1].people", TeamFileFault.OutOfRange)]
    [InlineData("\"people\": 2", "\"people\": 3000000000", "requirements[1].people", TeamFileFault.OutOfRange)]
    [InlineData("\"weight\": 3", "\"weight\": 6", "wishes[0].weight", TeamFileFault.OutOfRange)]
    [InlineData("\"firstDay\": \"2026", "\"firstDay\": \"9999", "firstDay", TeamFileFault.OutOfRange)]
    [InlineData("\"paid\": true", "\"paid\": \"yes\"", "shifts[0].breaks[1].paid", TeamFileFault.YesOrNoWanted)]
    [InlineData("\"noNights\": true", "\"noNights\": \"2026-12-01\"", "members[5].noNights", TeamFileFault.YesOrNoWanted)]
    [InlineData("\"2026-12-03\"", "\"2026-12-32\"", "members[1].leave[0]", TeamFileFault.DateWanted)]
    [InlineData("\"2026-12-03\"", "\"3.12.2026\"", "members[1].leave[0]", TeamFileFault.DateWanted)]
    [InlineData("\"2026-12-03\"", "\"2026-11-29\"", "members[1].leave[0]", TeamFileFault.DateOutside)]
    [InlineData("\"2026-12-04\"", "\"2026-12-03\"", "members[1].leave[1]", TeamFileFault.DateTwice)]
    [InlineData("\"date\": \"2026-12-05\"", "\"date\": \"2026-12-14\"", "wishes[0].date", TeamFileFault.DateOutside)]
    [InlineData("\"date\": \"2026-12-12\"", "\"date\": \"2026-12-14\"", "requirements[10].date", TeamFileFault.DateOutside)]
    [InlineData("\"start\": \"08:00\"", "\"start\": \"8:00\"", "shifts[0].start", TeamFileFault.TimeWanted)]
    [InlineData("\"start\": \"08:00\"", "\"start\": \"24:00\"", "shifts[0].start", TeamFileFault.TimeWanted)]
    [InlineData("\"start\": \"08:00\"", "\"start\": 800", "shifts[0].start", TeamFileFault.TimeWanted)]
    [InlineData("\"monday\"", "\"Monday\"", "requirements[1].weekdays[0]", TeamFileFault.ChoiceWanted)]
    [InlineData("\"minMinutes\": 3840", "\"hours\": \"flexible\", \"minMinutes\": 3840", "contracts[0].hours", TeamFileFault.ChoiceWanted)]
    [InlineData("\"Eva\"", "\"Anna\"", "members[4].id", TeamFileFault.NameTwice)]
    [InlineData("\"id\": \"L\"", "\"id\": \"E\"", "shifts[1].id", TeamFileFault.NameTwice)]
    [InlineData("\"name\": \"part\"", "\"name\": \"full\"", "contracts[1].name", TeamFileFault.NameTwice)]
    [InlineData("\"shift\": \"E\", \"weight\"", "\"shift\": \"e\", \"weight\"", "wishes[1].shift", TeamFileFault.UnknownShift)]
    [InlineData("[\"E\", \"L\"]", "[\"E\", \"X\"]", "contracts[1].shifts[1]", TeamFileFault.UnknownShift)]
    [InlineData("\"lastShift\": \"E\"", "\"lastShift\": \"X\"", "members[2].history.lastShift", TeamFileFault.UnknownShift)]
    [InlineData("\"member\": \"Jun\"", "\"member\": \"June\"", "wishes[1].member", TeamFileFault.UnknownMember)]
    [InlineData("\"contract\": \"part\"", "\"contract\": \"half\"", "members[10].contract", TeamFileFault.UnknownContract)]
    [InlineData("\"skill\": \"refund\"", "\"skill\": \"refunds\"", "requirements[4].skill", TeamFileFault.UnknownSkill)]
    [InlineData("\"date\": \"2026-11-30\", \"skill\"", "\"skill\"", "requirements[0]", TeamFileFault.DateOrWeekdays)]
    [InlineData("\"date\": \"2026-11-30\", \"skill\"", "\"date\": \"2026-11-30\", \"weekdays\": [], \"skill\"", "requirements[0]", TeamFileFault.DateOrWeekdays)]
    [InlineData("\"from\": \"09:00\"", "\"from\": \"09:10\"", "requirements[10].from", TeamFileFault.OffInterval)]
    [InlineData("\"from\": \"22:00\", \"to\": \"24:00\"", "\"from\": \"22:00\", \"to\": \"08:00\"", "requirements[9].to", TeamFileFault.EndsBeforeItBegins)]
    [InlineData("\"from\": \"13:00\", \"to\": \"17:00\"", "\"from\": \"12:30\", \"to\": \"17:00\"", "requirements[2]", TeamFileFault.WantedTwice)]
    public void What_a_file_may_not_say_is_refused_by_its_place(string good, string bad, string place, TeamFileFault fault)
    {
        var refusal = Assert.IsType<TeamFileUnusable>(TeamReader.Read(ATeamFile.Text.With(good, bad)).Refusal);

        Assert.Equal((place, fault), (refusal.Place, refusal.Fault));
    }

    [Theory]
    [InlineData("\"firstDay\": \"2026-11-30\"", "\"firstDay\": \"2026-12-01\"", "firstDay", TeamFault.NotAMonday)]
    [InlineData("\"days\": 14", "\"days\": 13", "days", TeamFault.NotWholeWeeks)]
    [InlineData("\"firstDay\": \"2026", "\"firstDay\": \"2111", "firstDay", TeamFault.CalendarUnknown)]
    [InlineData("\"intervalMinutes\": 30", "\"intervalMinutes\": 35", "intervalMinutes", TeamFault.Interval)]
    [InlineData("\"slack\": 60", "\"slack\": 500", "shifts[0].breaks", TeamFault.BreakOutside)]
    [InlineData("\"minMinutes\": 1920", "\"minMinutes\": 5000", "contracts[1].minMinutes", TeamFault.LeastAboveMost)]
    [InlineData("\"minDaysInRow\": 2", "\"minDaysInRow\": 6", "contracts[0].minDaysInRow", TeamFault.LeastRunAboveMost)]
    [InlineData("\"workDays\": 2", "\"workDays\": 0", "members[2].history.lastShift", TeamFault.HistoryContradicts)]
    [InlineData("\"member\": \"Gao\", \"date\": \"2026-12-02\"", "\"member\": \"Bo\", \"date\": \"2026-12-03\"", "fixed[0]", TeamFault.LockOnLeave)]
    [InlineData("\"wishes\": [", "\"calendar\": { \"from\": \"2026-01-01\", \"to\": \"2026-12-31\", \"daysOff\": [\"2026-12-05\"], \"inExchange\": [\"2026-12-05\"] }, \"wishes\": [", "calendar.inExchange", TeamFault.CalendarContradicts)]
    public void What_cannot_be_planned_is_refused_by_its_place_in_the_file(string good, string bad, string place, TeamFault fault)
    {
        var refusal = Assert.IsType<TeamUnusable>(TeamReader.Read(ATeamFile.Text.With(good, bad)).Refusal);

        Assert.Equal((place, fault), (refusal.Place, refusal.Fault));
    }

    [Theory]
    [InlineData("", "$", TeamFileFault.Empty, "", "")]
    [InlineData(" \n", "$", TeamFileFault.Empty, "", "")]
    [InlineData("[]", "$", TeamFileFault.ObjectWanted, "[\u2026]", null)]
    [InlineData("{\n  \"\u5468\": NaN }", "$", TeamFileFault.NotJson, "2", "8")]
    [InlineData("{\n  \"firstDay\": \"2026-11-30\",\n", "$", TeamFileFault.NotJson, "3", "1")]
    public void What_is_no_json_is_refused_by_line_and_column(string text, string place, TeamFileFault fault, string given, string? wanted)
    {
        var refusal = Assert.IsType<TeamFileUnusable>(TeamReader.Read(text).Refusal);

        Assert.Equal((place, fault, given, wanted ?? refusal.Wanted), (refusal.Place, refusal.Fault, refusal.Given, refusal.Wanted));
    }

    [Fact]
    public void What_would_take_more_memory_than_a_search_may_is_refused_before_any_work()
    {
        var shifts = string.Join(',', Enumerable.Range(0, 60).Select(at => $$"""{ "id": "S{{at}}", "start": "08:00", "minutes": 480 }"""));
        var members = string.Join(',', Enumerable.Range(0, 3_000).Select(at => $$"""{ "id": "M{{at}}", "skills": ["a"], "contract": "c" }"""));
        var text = $$"""{ "firstDay": "2026-01-05", "days": 357, "intervalMinutes": 60, "shifts": [{{shifts}}], "contracts": [{ "name": "c", "maxMinutes": 1 }], "members": [{{members}}], "requirements": [] }""";

        var refusal = Assert.IsType<TeamFileUnusable>(TeamReader.Read(text).Refusal);

        Assert.Equal(("members", TeamFileFault.TooLarge), (refusal.Place, refusal.Fault));
    }

    [Fact]
    public void The_refusal_is_one_line_in_either_language_that_says_how_to_mend_it()
    {
        var refusal = TeamReader.Read(ATeamFile.Text.With("[\"E\", \"L\"]", "[\"E\", \"X\"]")).Refusal!;

        Languages.Speak(Languages.English);
        Assert.Equal("contracts[1].shifts[1]: there is no shift \u201cX\u201d; there are E, L, N.", WordBook.Say(refusal));
        foreach (var (language, fault) in from language in new[] { Languages.English, Languages.Chinese } from fault in Enum.GetValues<TeamFileFault>() select (language, fault))
        {
            Languages.Speak(language);
            var line = WordBook.Say(new TeamFileUnusable("days", fault, "given", "wanted"));
            Assert.StartsWith(language == Languages.English ? "days: " : "days\uff1a", line, StringComparison.Ordinal);
            Assert.True(line is { Length: > 20 } && !line.Contains('\n', StringComparison.Ordinal) && !line.Contains('{', StringComparison.Ordinal), line);
            Assert.EndsWith(language == Languages.English ? "." : "\u3002", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void However_a_file_is_spoilt_it_is_read_or_refused_never_a_fault()
    {
        const string Letters = "{}[]\",:0123456789-.eE \n\\untrf\u0000\ufeff\u5468";
        var (random, refused) = (new Random(71), 0);
        for (var round = 0; round < 600; round++)
        {
            var text = ATeamFile.Text;
            for (var change = random.Next(3); change >= 0; change--)
            {
                var at = random.Next(text.Length);
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, random.Next(Math.Min(40, text.Length - at))),
                    1 => text.Insert(at, Letters[random.Next(Letters.Length)].ToString()),
                    _ => text[..at] + Letters[random.Next(Letters.Length)] + text[(at + 1)..],
                };
            }

            var outcome = TeamReader.Read(text);

            Assert.True(outcome.IsDone || outcome.Refusal is TeamFileUnusable or TeamUnusable, text);
            refused += outcome.IsDone ? 0 : 1;
        }

        Assert.InRange(refused, 200, 599);
    }
}
