using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>What a file brought in.</summary>
public sealed record ImportResult(int Days, IReadOnlyList<ICalendarProblem> Problems);

/// <summary>A calendar as it stands in its form.</summary>
/// <param name="Hours">Windows as typed, by weekday from Monday.</param>
public sealed record CalendarForm(string Id, bool IsNew, int BasedOn, string Name, string TimeZone, IReadOnlyList<string> Hours)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static CalendarForm New(int basedOn) => new("", true, basedOn, "", "Asia/Shanghai", [.. CalendarYear.Week.Select((_, i) => i < 5 ? "09:00-18:00" : "")]);

    internal static CalendarForm Of(BusinessCalendarDefinition calendar, int basedOn) =>
        new(calendar.Id, false, basedOn, SettingsText.Calendar(calendar), calendar.TimeZone, [.. CalendarYear.Week.Select(d => WindowText.Write(CalendarYear.WindowsOf(calendar, d)))]);

    internal static CalendarForm Read(IFormCollection form) => new(
        form["id"].ToString().Trim(), form["isNew"] == "true", int.TryParse(form["basedOn"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        form["name"].ToString().Trim(), form["timeZone"].ToString().Trim(), [.. CalendarYear.Week.Select((_, i) => form[$"day{i}"].ToString().Trim())]);

    internal Outcome<SaveCalendar> Meant()
    {
        var weekly = new Dictionary<DayOfWeek, IReadOnlyList<WorkWindow>>();
        for (var i = 0; i < CalendarYear.Week.Count; i++)
        {
            var read = WindowText.Read($"day{i}", Hours[i]);
            if (!read.IsDone)
            {
                return read.Refusal!;
            }

            weekly[CalendarYear.Week[i]] = read.Value;
        }

        return new SaveCalendar(Id, IsNew, Name, TimeZone, weekly, BasedOn);
    }

    internal CalendarForm With(Refusal refusal) =>
        this with { Errors = new Dictionary<string, string> { [refusal is Invalid invalid ? invalid.Field : ""] = WordBook.Say(refusal) } };
}
