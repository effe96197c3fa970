using System.Collections.Concurrent;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>Policies and calendars as in force, and any past version of them.</summary>
internal sealed class ServiceLevelBook(SettingsBook settings)
{
    private readonly ConcurrentDictionary<(string Id, int Version), BusinessCalendar> _calendars = new();

    /// <summary>The policy that binds such a contact now, with its version; null when nothing is promised.</summary>
    public async ValueTask<BindingPolicy?> ChooseAsync(Channel channel, Priority priority, string type, CustomerTier tier, CancellationToken stop)
    {
        var policies = await settings.GetAsync(ServiceLevelSettings.Policies, stop);
        if (PolicyChoice.For(policies.Value.Policies, channel, priority, type, tier) is not { } policy)
        {
            return null;
        }

        var calendars = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        if (!calendars.Value.Calendars.Any(c => c.Id == policy.Calendar))
        {
            // Another node added the calendar and then the policy, and this one has read only the second anew.
            settings.Forget(ServiceLevelSettings.Calendars.Key);
            calendars = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        }

        return new(policy, policies.Version, await CalendarAsync(policy.Calendar, calendars.Version, stop), calendars.Version);
    }

    public async ValueTask<BusinessCalendar> CalendarAsync(string id, int version, CancellationToken stop)
    {
        if (_calendars.TryGetValue((id, version), out var known))
        {
            return known;
        }

        var all = await settings.GetVersionAsync(ServiceLevelSettings.Calendars, version, stop);
        var definition = all.Calendars.FirstOrDefault(c => c.Id == id)
            ?? throw new InvalidOperationException($"Calendar {id} is not in version {version} of the calendars.\nMaybe a policy names a calendar that was removed.");
        return _calendars.GetOrAdd((id, version), _ => new BusinessCalendar(definition));
    }

    /// <summary>When the department works; the first calendar where nobody kept that name.</summary>
    public async ValueTask<BusinessCalendar> WorkingHoursAsync(CancellationToken stop)
    {
        var all = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        var known = all.Value.Calendars.FirstOrDefault(c => c.Id == ServiceLevelSettings.WorkingHours) ?? all.Value.Calendars[0];
        return await CalendarAsync(known.Id, all.Version, stop);
    }

    /// <summary>The steps after a breach, as the clock's own version of the policy says.</summary>
    public async ValueTask<IReadOnlyList<EscalationStep>> StepsAsync(ServiceClock clock, CancellationToken stop)
    {
        var policies = await settings.GetVersionAsync(ServiceLevelSettings.Policies, clock.PolicyVersion, stop);
        return policies.Policies.FirstOrDefault(p => p.Name == clock.Policy)?.Escalation ?? [];
    }
}

internal sealed record BindingPolicy(ServiceLevelPolicy Policy, int Version, BusinessCalendar Calendar, int CalendarVersion)
{
    public TimeSpan? TargetOf(ClockKind kind) => kind switch
    {
        ClockKind.FirstResponse => Policy.FirstResponse,
        ClockKind.NextResponse => Policy.NextResponse,
        ClockKind.Resolution => Policy.Resolution,
    };

    public ServiceClock? Start(TicketId ticket, ClockKind kind, DateTimeOffset from, DateTimeOffset now) =>
        TargetOf(kind) is { } target
            ? ServiceClock.Start(ServiceClockId.New(now), ticket, kind, Policy, Version, target, Calendar, CalendarVersion, from)
            : null;

    /// <summary>Null where nothing of its kind is promised any more.</summary>
    /// <param name="left">Business time that is left of <paramref name="other"/>.</param>
    public ServiceClock? InPlaceOf(ServiceClock other, TicketId ticket, TimeSpan left, DateTimeOffset now) =>
        TargetOf(other.Kind) is { } target
            ? ServiceClock.InPlaceOf(other, ServiceClockId.New(now), ticket, Policy, Version, target, Calendar, CalendarVersion, left, now)
            : null;

    /// <summary>It promises just what this clock already counts.</summary>
    public bool IsOf(ServiceClock clock) =>
        clock.Policy == Policy.Name && clock.PolicyVersion == Version && clock.Calendar == Calendar.Id && clock.CalendarVersion == CalendarVersion && TargetOf(clock.Kind) == clock.Target;

    /// <summary>A promise that was made elsewhere, as it stood there; null where nothing of its kind is promised here.</summary>
    public ServiceClock? Restore(TicketId ticket, ClockRecord record, DateTimeOffset stoodStillAt, DateTimeOffset now, TimeSpan news) =>
        TargetOf(record.Kind) is { } target ? ServiceClock.Restore(ticket, record, stoodStillAt, Policy, Version, target, Calendar, CalendarVersion, now, news) : null;
}
