using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Console;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <param name="What">Which rules or calendars were added, removed, changed.</param>
public sealed record HistoryRow(string Setting, int Version, DateTimeOffset At, string By, string What);

/// <param name="OpenedAt">Wall clock of the department, as a date-time field writes it.</param>
public sealed record PreviewQuestion(string? OpenedAt, Channel Channel = Channel.Phone, Priority Priority = Priority.Normal, string Type = "question", CustomerTier Tier = CustomerTier.Standard);

/// <param name="Why">Null where nothing is promised.</param>
public sealed record PreviewClock(ClockKind Kind, Explanation? Why);

/// <param name="Policy">Null when no rule fits.</param>
public sealed record PreviewAnswer(ServiceLevelPolicy? Policy, IReadOnlyList<PreviewClock> Clocks);

public sealed record ServiceLevelScreen(
    IReadOnlyList<ServiceLevelPolicy> Policies, int Version, IReadOnlyList<BusinessCalendarDefinition> Calendars, int CalendarsVersion, CalendarYear Year, IReadOnlyList<HistoryRow> History, PreviewQuestion Question, PreviewAnswer? Answer, DateTimeOffset Now);

/// <summary>Rules, calendars and their past, for those who may change them.</summary>
internal sealed class ServiceLevelScreenQuery(SettingsBook settings, TimeProvider clock)
{
    private const int MostHistory = 30;

    public async Task<Outcome<ServiceLevelScreen>> RunAsync(string? calendar, int? year, PreviewQuestion question, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        var now = clock.GetUtcNow();
        var policies = await settings.GetAsync(ServiceLevelSettings.Policies, stop);
        var calendars = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        var shown = calendars.Value.Calendars.FirstOrDefault(c => c.Id == calendar) ?? calendars.Value.Calendars.FirstOrDefault(c => c.Holidays.Count > 0) ?? calendars.Value.Calendars[0];
        var today = DateOnly.FromDateTime(When.Local(now).DateTime);
        return new ServiceLevelScreen(
            policies.Value.Policies, policies.Version, calendars.Value.Calendars, calendars.Version,
            CalendarYear.Of(shown, Math.Clamp(year ?? today.Year, 1901, 2198), today),
            await HistoryAsync(stop), question, Answer(question, policies.Value, calendars.Value), now);
    }

    /// <summary>Who saved the version that is in force, for one whose own was made from an older one.</summary>
    public async Task<SavedMeanwhile?> LastChangeAsync(string policy, CancellationToken stop)
    {
        var history = await settings.HistoryAsync(ServiceLevelSettings.Policies.Key, stop);
        return history.Count == 0 ? null
            : new(history[0].By, history[0].At, history[0].Version, StoredJson.Read<ServiceLevelPolicies>(history[0].Value)?.Policies.FirstOrDefault(p => p.Name == policy));
    }

    private static PreviewAnswer? Answer(PreviewQuestion question, ServiceLevelPolicies policies, DeskCalendars calendars)
    {
        if (!DateTime.TryParse(question.OpenedAt, System.Globalization.CultureInfo.InvariantCulture, out var wall))
        {
            return null;
        }

        if (PolicyChoice.For(policies.Policies, question.Channel, question.Priority, question.Type, question.Tier) is not { } policy
            || calendars.Calendars.FirstOrDefault(c => c.Id == policy.Calendar) is not { } definition)
        {
            return new(null, []);
        }

        var calendar = new BusinessCalendar(definition);
        var opened = new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), calendar.TimeZone.GetUtcOffset(wall));
        PreviewClock Of(ClockKind kind, TimeSpan? target) => new(kind, target is { } length && wall.Year is > 1901 and < 2190 ? calendar.Explain(opened, length) : null);
        return new(policy, [Of(ClockKind.FirstResponse, policy.FirstResponse), Of(ClockKind.NextResponse, policy.NextResponse), Of(ClockKind.Resolution, policy.Resolution)]);
    }

    private async Task<IReadOnlyList<HistoryRow>> HistoryAsync(CancellationToken stop)
    {
        var rules = await settings.HistoryAsync(ServiceLevelSettings.Policies.Key, stop);
        var calendars = await settings.HistoryAsync(ServiceLevelSettings.Calendars.Key, stop);
        return [.. Rows(rules, Words.Rules, ServiceLevelSettings.Policies, v => v.Policies.Select(p => (SettingsText.Policy(p.Name), StoredJson.Write(p))))
            .Concat(Rows(calendars, Words.Calendars, ServiceLevelSettings.Calendars, v => v.Calendars.Select(c => (SettingsText.Calendar(c), StoredJson.Write(c)))))
            .OrderByDescending(r => r.At).Take(MostHistory)];
    }

    private static IEnumerable<HistoryRow> Rows<T>(IReadOnlyList<Setting> history, string name, SettingKey<T> key, Func<T, IEnumerable<(string Name, string Json)>> parts)
        where T : class =>
        history.Select((row, i) => new HistoryRow(
            name, row.Version, row.At, row.By,
            What([.. parts(i + 1 < history.Count ? StoredJson.Read<T>(history[i + 1].Value) ?? key.Default : key.Default)], [.. parts(StoredJson.Read<T>(row.Value) ?? key.Default)])));

    private static string What(IReadOnlyList<(string Name, string Json)> before, IReadOnlyList<(string Name, string Json)> after)
    {
        var was = before.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Json);
        var added = after.Where(p => !was.ContainsKey(p.Name)).Select(p => WordBook.Say(Words.HistoryAdded, p.Name));
        var removed = before.Where(p => after.All(a => a.Name != p.Name)).Select(p => WordBook.Say(Words.HistoryRemoved, p.Name));
        var changed = after.Where(p => was.TryGetValue(p.Name, out var json) && json != p.Json).Select(p => WordBook.Say(Words.HistoryChanged, p.Name));
        var all = string.Join(" \u00b7 ", added.Concat(removed).Concat(changed));
        return all.Length > 0 ? all : Words.HistoryOrder;
    }
}
