using System.Text.RegularExpressions;
using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>
/// Reads a team's problem from JSON (docs/team-rosters.md). Dates are written 2026-11-30, times of day 08:30, lengths in minutes; fields it does not know are refused.
/// </summary>
public static partial class TeamReader
{
    private const int Week = 7 * 24 * 60, MostMonth = 31 * 24 * 60, MostWeight = 2_000, MostRun = 31;

    /// <summary>Refuses with <see cref="TeamFileUnusable"/> when the text does not say what is wanted, with <see cref="TeamUnusable"/> when it cannot be planned; both name the first place.</summary>
    public static Outcome<TeamProblem> Read(string text)
    {
        try
        {
            return Team(JsonPlace.Of(text));
        }
        catch (UnusablePlaceException fault)
        {
            return fault.Refusal;
        }
    }

    private static TeamProblem Team(JsonPlace file)
    {
        file.With("firstDay", "days", "intervalMinutes", "calendar", "law", "weights", "shifts", "contracts", "members", "requirements", "wishes", "fixed", "published");
        var calendar = file.Perhaps("calendar") is { } place ? Calendar(place.With("from", "to", "statutory", "daysOff", "inExchange")) : LegalCalendar.China;
        var (horizon, interval) = HorizonOf(file, calendar);
        var law = Law(file.Perhaps("law"), LabourRules.China(horizon.FirstDay));
        var (shifts, shiftNames) = ShiftReader.Read(file["shifts"]);
        var reader = new MemberReader(file["contracts"], horizon, law, shiftNames);
        var members = reader.Read(file["members"]);
        var skills = new NameList(TeamFileFault.UnknownSkill, members.SelectMany(member => member.Skills));
        var requirements = new RequirementReader(horizon, interval, skills).Read(file["requirements"].List());
        var team = new TeamProblem(horizon.FirstDay, horizon.Days, interval, shifts, members, requirements, law, Weights(file.Perhaps("weights")))
        {
            Calendar = calendar,
            Wishes = [.. file.ListOf("wishes").Select(wish => Wish(wish.With("member", "date", "shift", "weight"), reader.Names, horizon, shiftNames))],
            Fixed = [.. file.ListOf("fixed").Select(duty => Fixed(duty.With("member", "date", "shift"), reader.Names, horizon, shiftNames))],
        };
        team = file.Perhaps("published") is { } published ? team with { Published = RosterReader.Roster(published, team) } : team;
        if (TeamFaults.First(team) is { } fault)
        {
            throw new UnusablePlaceException(fault with { Place = InFile(fault.Place, reader.ContractOf) });
        }

        TeamSize.Check(team);
        return team;
    }

    /// <summary>Asked first, since dates are understood by it.</summary>
    private static (Horizon, int Interval) HorizonOf(JsonPlace file, LegalCalendar calendar)
    {
        var first = file["firstDay"].Date();
        if (first.Year is < 2000 or > 2199)
        {
            throw file["firstDay"].Wrong(TeamFileFault.OutOfRange, "2000-01-01..2199-12-31");
        }

        var (days, interval) = (file["days"].Number(int.MinValue, int.MaxValue), file["intervalMinutes"].Number(int.MinValue, int.MaxValue));
        var empty = new TeamProblem(first, days, interval, [], [], [], LabourRules.China(first), new()) { Calendar = calendar };
        return TeamFaults.First(empty) is { Place: "firstDay" or "days" or "intervalMinutes" or "calendar.inExchange" } fault ? throw new UnusablePlaceException(fault) : (new(first, days), interval);
    }

    private static LegalCalendar Calendar(JsonPlace place)
    {
        return new(place["from"].Date(), place["to"].Date(), Dates("statutory"), Dates("daysOff"), Dates("inExchange"));

        IReadOnlySet<DateOnly> Dates(string name) => place.ListOf(name).Select(date => date.Date()).ToHashSet();
    }

    private static LabourRules Law(JsonPlace? place, LabourRules law) =>
        place?.With("weeklyMinutes", "dailyMinutes", "dailyOvertimeMinutes", "monthlyOvertimeMinutes", "maxDaysInRow", "restMinutes", "nightFrom", "nightTo") is null ? law : law with
        {
            WeeklyMinutes = place.NumberOf("weeklyMinutes", law.WeeklyMinutes, 1, Week),
            DailyMinutes = place.NumberOf("dailyMinutes", law.DailyMinutes, 1, 24 * 60),
            DailyOvertimeMinutes = place.NumberOf("dailyOvertimeMinutes", law.DailyOvertimeMinutes, 0, 24 * 60),
            MonthlyOvertimeMinutes = place.NumberOf("monthlyOvertimeMinutes", law.MonthlyOvertimeMinutes, 0, MostMonth),
            MaxDaysInRow = place.NumberOf("maxDaysInRow", law.MaxDaysInRow, 1, MostRun),
            RestMinutes = place.NumberOf("restMinutes", law.RestMinutes, 0, 24 * 60),
            NightFrom = place.Perhaps("nightFrom")?.Time() ?? law.NightFrom,
            NightTo = place.Perhaps("nightTo")?.Time() ?? law.NightTo,
        };

    private static TeamWeights Weights(JsonPlace? place)
    {
        var usual = new TeamWeights();
        return place?.With("missing", "surplus", "wish", "change", "fairness", "holidayHour") is null ? usual : new(
            Weight("missing", usual.Missing), Weight("surplus", usual.Surplus), Weight("wish", usual.Wish), Weight("change", usual.Change), Weight("fairness", usual.Fairness), Weight("holidayHour", usual.HolidayHour));

        int Weight(string name, int otherwise) => place.NumberOf(name, otherwise, 0, MostWeight);
    }

    private static DutyWish Wish(JsonPlace place, NameList members, Horizon horizon, NameList shifts) =>
        new(members.At(place["member"]), horizon.DayAt(place["date"]), ShiftOrOff(place["shift"], shifts), place.NumberOf("weight", 1, 1, 5));

    private static FixedDuty Fixed(JsonPlace place, NameList members, Horizon horizon, NameList shifts) =>
        new(members.At(place["member"]), horizon.DayAt(place["date"]), ShiftOrOff(place["shift"], shifts));

    /// <summary>Null stands for a day off, and must stand there: a shift that was forgotten is none.</summary>
    private static string? ShiftOrOff(JsonPlace place, NameList shifts) => place.IsNull ? null : shifts.Of(place);

    /// <summary>Members name their contract, which stands elsewhere in the file.</summary>
    private static string InFile(string place, List<int> contractOf) =>
        ContractOfMember().Replace(place, match => $"contracts[{contractOf[int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)]}]");

    [GeneratedRegex(@"^members\[(\d+)\]\.contract")]
    private static partial Regex ContractOfMember();
}
