using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.ServiceLevels;

public sealed record ServiceLevelPolicies(IReadOnlyList<ServiceLevelPolicy> Policies);

public sealed record DeskCalendars(IReadOnlyList<BusinessCalendarDefinition> Calendars);

/// <summary>The two settings of the room's clocks; every version stays, so that a clock's past can be explained.</summary>
public static class ServiceLevelSettings
{
    public static readonly string WorkingHours = "working-hours";
    public static readonly string AroundTheClock = "around-the-clock";

    private static readonly EscalationStep[] Upwards =
    [
        new(TimeSpan.Zero, EscalationTarget.Agent), new(TimeSpan.Zero, EscalationTarget.Supervisor), new(TimeSpan.FromMinutes(30), EscalationTarget.Manager),
    ];

    /// <summary>Urgent 1 h, normal 24 h, e-mail 24 h, as the department's standard says; hours on the clock, around the clock.</summary>
    public static readonly SettingKey<ServiceLevelPolicies> Policies = new("desk.service-levels", new(
    [
        new("urgent", null, Priority.Urgent, null, null, TimeSpan.FromHours(1), TimeSpan.FromHours(1), TimeSpan.FromHours(24), AroundTheClock, 75, Upwards),
        new("high", null, Priority.High, null, null, TimeSpan.FromHours(4), TimeSpan.FromHours(8), TimeSpan.FromHours(48), AroundTheClock, 75, Upwards),
        new("email", Channel.Email, null, null, null, TimeSpan.FromHours(24), TimeSpan.FromHours(24), TimeSpan.FromHours(72), AroundTheClock, 75, Upwards),
        new("normal", null, null, null, null, TimeSpan.FromHours(24), TimeSpan.FromHours(24), TimeSpan.FromHours(72), AroundTheClock, 75, Upwards),
    ]));

    public static readonly SettingKey<DeskCalendars> Calendars = new("desk.calendars", new(
    [
        BusinessCalendarDefinition.AroundTheClock(AroundTheClock, AroundTheClock, "Asia/Shanghai"),
        BusinessCalendarDefinition.Weekdays(WorkingHours, WorkingHours, "Asia/Shanghai", new WorkWindow(new(9, 0), new(12, 0)), new WorkWindow(new(13, 30), new(18, 0))).WithChinaDays(),
    ]));
}
