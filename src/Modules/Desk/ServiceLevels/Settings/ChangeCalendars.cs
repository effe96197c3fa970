using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>Name, zone and opening hours of a calendar; its days stay.</summary>
/// <param name="IsNew">Makes one, with the days off of China in it.</param>
/// <param name="Weekly">Windows by weekday; a weekday without any is a rest day.</param>
public sealed record SaveCalendar(string Id, bool IsNew, string Name, string TimeZone, IReadOnlyDictionary<DayOfWeek, IReadOnlyList<WorkWindow>> Weekly, int BasedOn);

internal sealed class SaveCalendarHandler(SettingsBook settings)
{
    private const int LongestId = 40;

    public async Task<Outcome<int>> HandleAsync(SaveCalendar command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        var seen = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        var known = seen.Value.Calendars.FirstOrDefault(c => c.Id == command.Id);
        if (Check(command, known is not null) is { } refusal)
        {
            return refusal;
        }

        var weekly = command.Weekly.SelectMany(d => d.Value.Select(w => new WeeklyWindow(d.Key, w.From, w.To))).ToArray();
        var calendar = known is null
            ? new BusinessCalendarDefinition { Id = command.Id, Name = command.Name, TimeZone = command.TimeZone, Weekly = weekly }.WithChinaDays()
            : known with { Name = command.Name, TimeZone = command.TimeZone, Weekly = weekly };
        return await CalendarChange.SaveAsync(settings, seen, calendar, command.BasedOn, by, stop);
    }

    private static Refusal? Check(SaveCalendar command, bool isKnown) =>
        command.IsNew && (command.Id.Length is 0 or > LongestId || !command.Id.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')) ? new CalendarIdIsMalformed()
            : command.IsNew && isKnown ? new CalendarIdIsTaken()
            : !command.IsNew && !isKnown ? new CalendarIsGone(command.Id)
            : string.IsNullOrWhiteSpace(command.Name) ? new CalendarIsUnnamed()
            : null;
}

/// <summary>Days off or make-up days, entered by hand.</summary>
public sealed record AddDays(string Calendar, DateOnly From, DateOnly To, ImportedDayKind Kind, string Name, int BasedOn);

internal sealed class AddDaysHandler(SettingsBook settings)
{
    private const int MostAtOnce = 366;

    public async Task<Outcome<int>> HandleAsync(AddDays command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        if (command.To < command.From || command.To.DayNumber - command.From.DayNumber >= MostAtOnce)
        {
            return new DaysAreTooMany();
        }

        var days = Enumerable.Range(0, command.To.DayNumber - command.From.DayNumber + 1).Select(i => new ImportedDay(command.From.AddDays(i), command.Name, command.Kind, 0));
        return await CalendarChange.PutDaysAsync(settings, command.Calendar, [.. days], command.BasedOn, by, stop);
    }
}

/// <summary>The days read from an iCalendar file.</summary>
public sealed record ImportDays(string Calendar, IReadOnlyList<ImportedDay> Days, int BasedOn);

internal sealed class ImportDaysHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(ImportDays command, Actor by, CancellationToken stop) =>
        by.May(Platform.Identity.Permissions.ManageSettings)
            ? await CalendarChange.PutDaysAsync(settings, command.Calendar, command.Days, command.BasedOn, by, stop)
            : new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
}

public sealed record RemoveDay(string Calendar, DateOnly Date, int BasedOn);

internal sealed class RemoveDayHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(RemoveDay command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        var seen = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        return seen.Value.Calendars.FirstOrDefault(c => c.Id == command.Calendar) is not { } calendar
            ? new CalendarIsGone(command.Calendar)
            : await CalendarChange.SaveAsync(settings, seen, CalendarChange.Without(calendar, new HashSet<DateOnly> { command.Date }), command.BasedOn, by, stop);
    }
}

/// <summary>One calendar changes, its version rises, the whole setting gets its next version.</summary>
internal static class CalendarChange
{
    public static async Task<Outcome<int>> PutDaysAsync(SettingsBook settings, string id, IReadOnlyList<ImportedDay> days, int basedOn, Actor by, CancellationToken stop)
    {
        var seen = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        if (seen.Value.Calendars.FirstOrDefault(c => c.Id == id) is not { } calendar)
        {
            return new CalendarIsGone(id);
        }

        var cleared = Without(calendar, days.Select(d => d.Date).ToHashSet());
        var changed = cleared with
        {
            Holidays = [.. cleared.Holidays.Concat(days.Where(d => d.Kind == ImportedDayKind.Holiday).Select(d => new Holiday(d.Date, d.Name))).OrderBy(d => d.Date)],
            MakeUpDays = [.. cleared.MakeUpDays.Concat(days.Where(d => d.Kind == ImportedDayKind.MakeUpDay).Select(d => new MakeUpDay(d.Date, d.Name))).OrderBy(d => d.Date)],
        };
        return await SaveAsync(settings, seen, changed, basedOn, by, stop);
    }

    public static BusinessCalendarDefinition Without(BusinessCalendarDefinition calendar, IReadOnlySet<DateOnly> dates) => calendar with
    {
        Holidays = [.. calendar.Holidays.Where(d => !dates.Contains(d.Date))],
        MakeUpDays = [.. calendar.MakeUpDays.Where(d => !dates.Contains(d.Date))],
        SpecialDays = [.. calendar.SpecialDays.Where(d => !dates.Contains(d.Date))],
    };

    public static async Task<Outcome<int>> SaveAsync(SettingsBook settings, Versioned<DeskCalendars> seen, BusinessCalendarDefinition calendar, int basedOn, Actor by, CancellationToken stop)
    {
        if (seen.Version != basedOn)
        {
            return new ChangedMeanwhile();
        }

        foreach (var problem in calendar.Problems())
        {
            switch (problem.Kind)
            {
                case CalendarProblemKind.NeverOpen:
                    return new CalendarIsNeverOpen();
                case CalendarProblemKind.UnknownTimeZone:
                    return new TimeZoneIsUnknown(problem.Found);
                case CalendarProblemKind.DayTwice:
                    return new DayIsUnreadable();
            }
        }

        var all = seen.Value.Calendars.ToList();
        var at = all.FindIndex(c => c.Id == calendar.Id);
        if (at < 0)
        {
            all.Add(calendar);
        }
        else
        {
            all[at] = calendar with { Version = all[at].Version + 1 };
        }

        return await settings.ChangeAsync(ServiceLevelSettings.Calendars, new DeskCalendars(all), basedOn, by, stop);
    }
}
