using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel.Calendars;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>
/// One promise as it binds one ticket. It keeps what the policy said when it was applied; a later edit of the policy changes nothing here.
/// </summary>
internal sealed partial class ServiceClock
{
    /// <summary>No further look by the job.</summary>
    private static readonly DateTimeOffset Never = DateTimeOffset.MaxValue;

    public ServiceClockId Id { get; private set; }

    public TicketId TicketId { get; private set; }

    public ClockKind Kind { get; private set; }

    public ClockState State { get; private set; }

    public string Policy { get; private set; } = "";

    /// <summary>Version of the setting the policy was taken from; 0 for the product's default.</summary>
    public int PolicyVersion { get; private set; }

    public string Calendar { get; private set; } = "";

    public int CalendarVersion { get; private set; }

    /// <summary>Business time.</summary>
    public TimeSpan Target { get; private set; }

    public int WarnAtPercent { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    public DateTimeOffset DeadlineAt { get; private set; }

    /// <summary>Business time left when it was paused.</summary>
    public TimeSpan Remaining { get; private set; }

    public DateTimeOffset? PausedAt { get; private set; }

    public DateTimeOffset? WarnedAt { get; private set; }

    /// <summary>The deadline itself, never the time it was noticed.</summary>
    public DateTimeOffset? BreachedAt { get; private set; }

    public DateTimeOffset? MetAt { get; private set; }

    /// <summary>Escalation steps already taken.</summary>
    public int StepsTaken { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }

    /// <summary>When the job has to look again: the warning, the deadline or the next step.</summary>
    public DateTimeOffset NextLookAt { get; private set; }

    public static ServiceClock Start(ServiceClockId id, TicketId ticket, ClockKind kind, ServiceLevelPolicy policy, int policyVersion, TimeSpan target, BusinessCalendar calendar, int calendarVersion, DateTimeOffset now)
    {
        var clock = Bound(id, ticket, kind, policy, policyVersion, target, calendar, calendarVersion, now, calendar.Add(now, target));
        clock.NextLookAt = clock.WarningAt(calendar, now, target);
        return clock;
    }

    /// <summary>Takes the place of another promise and counts on from where that one stood, also where it stands still.</summary>
    public static ServiceClock InPlaceOf(ServiceClock other, ServiceClockId id, TicketId ticket, ServiceLevelPolicy policy, int policyVersion, TimeSpan target, BusinessCalendar calendar, int calendarVersion, TimeSpan left, DateTimeOffset now)
    {
        var remaining = CarriedTime.Left(target, other.Target, left);
        var clock = Bound(id, ticket, other.Kind, policy, policyVersion, target, calendar, calendarVersion, other.StartedAt, calendar.Add(now, remaining));
        clock.NextLookAt = clock.WarningAt(calendar, now, remaining);
        return clock;
    }

    private static ServiceClock Bound(
        ServiceClockId id, TicketId ticket, ClockKind kind, ServiceLevelPolicy policy, int policyVersion, TimeSpan target, BusinessCalendar calendar, int calendarVersion, DateTimeOffset startedAt, DateTimeOffset deadlineAt) => new()
        {
            Id = id,
            TicketId = ticket,
            Kind = kind,
            State = ClockState.Running,
            Policy = policy.Name,
            PolicyVersion = policyVersion,
            Calendar = calendar.Id,
            CalendarVersion = calendarVersion,
            Target = target,
            WarnAtPercent = policy.WarnAtPercent,
            StartedAt = startedAt,
            DeadlineAt = deadlineAt,
        };

    public PromisedClock Promise() => new(Id, Kind, Target, Policy, PolicyVersion, Calendar, CalendarVersion, StartedAt, DeadlineAt);

    public bool IsOwed => State is ClockState.Running or ClockState.Paused;

    /// <summary>Still unanswered: running, paused, or already late.</summary>
    public bool IsOpen => MetAt is null && State != ClockState.Cancelled;

    public bool IsWarned => WarnedAt is not null;

    /// <summary>Business time until the deadline, by the calendar it was made with; zero once that has passed. Where it stood still it is what was left then.</summary>
    public TimeSpan Left(BusinessCalendar calendar, DateTimeOffset now) =>
        PausedAt is not null ? Remaining : now < DeadlineAt ? calendar.Between(now, DeadlineAt) : TimeSpan.Zero;

    public void Pause(BusinessCalendar calendar, DateTimeOffset now)
    {
        if (State != ClockState.Running)
        {
            return;
        }

        // Whole seconds, as they are stored: before and after reading back the clock says the same.
        Remaining = TimeSpan.FromSeconds(Left(calendar, now).Ticks / TimeSpan.TicksPerSecond);
        PausedAt = now;
        State = ClockState.Paused;
        NextLookAt = Never;
    }

    public void Resume(BusinessCalendar calendar, DateTimeOffset now)
    {
        if (State != ClockState.Paused)
        {
            return;
        }

        DeadlineAt = calendar.Add(now, Remaining);
        State = ClockState.Running;
        PausedAt = null;
        NextLookAt = IsWarned ? DeadlineAt : WarningAt(calendar, now, Remaining);
    }

    /// <summary>The promise is kept or, after its deadline, fulfilled late: it stays breached, at the deadline.</summary>
    public void Meet(DateTimeOffset now)
    {
        MetAt = now;
        State = now <= DeadlineAt || State == ClockState.Paused ? ClockState.Met : ClockState.Breached;
        if (State == ClockState.Breached)
        {
            BreachedAt ??= DeadlineAt;
        }

        NextLookAt = Never;
    }

    public void Cancel()
    {
        State = ClockState.Cancelled;
        NextLookAt = Never;
    }

    /// <summary>True when the warning is due and was not given yet.</summary>
    public bool Warn(DateTimeOffset now)
    {
        if (State != ClockState.Running || IsWarned || now >= DeadlineAt || now < NextLookAt)
        {
            return false;
        }

        WarnedAt = now;
        NextLookAt = DeadlineAt;
        return true;
    }

    /// <summary>True when the deadline has passed and was not noticed yet.</summary>
    public bool Breach(DateTimeOffset now)
    {
        if (State != ClockState.Running || now < DeadlineAt)
        {
            return false;
        }

        State = ClockState.Breached;
        BreachedAt = DeadlineAt;
        NextLookAt = DeadlineAt;
        return true;
    }

    /// <summary>The step to take now, or null; the instant of the one after is remembered.</summary>
    public int? Climb(IReadOnlyList<EscalationStep> steps, BusinessCalendar calendar, DateTimeOffset now)
    {
        if (State != ClockState.Breached || MetAt is not null || AcknowledgedAt is not null || StepsTaken >= steps.Count)
        {
            NextLookAt = State == ClockState.Running ? NextLookAt : Never;
            return null;
        }

        var due = calendar.Add(DeadlineAt, steps[StepsTaken].After);
        if (now < due)
        {
            NextLookAt = due;
            return null;
        }

        return StepsTaken++;
    }

    public void Acknowledge(DateTimeOffset now)
    {
        AcknowledgedAt ??= now;
        NextLookAt = State == ClockState.Running ? NextLookAt : Never;
    }

    private DateTimeOffset WarningAt(BusinessCalendar calendar, DateTimeOffset from, TimeSpan left)
    {
        var tail = Target * (100 - WarnAtPercent) / 100;
        return left <= tail ? from : calendar.Add(from, left - tail);
    }
}

internal sealed class ServiceClockMapping : IEntityTypeConfiguration<ServiceClock>
{
    public void Configure(EntityTypeBuilder<ServiceClock> builder)
    {
        builder.ToTable("desk_service_clocks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Policy).HasMaxLength(100);
        builder.Property(c => c.Calendar).HasMaxLength(60);
        builder.HasIndex(c => c.TicketId); // the clocks of a ticket
        builder.HasIndex(c => c.NextLookAt); // what the job has to look at
    }
}
