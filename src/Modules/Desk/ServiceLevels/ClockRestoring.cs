using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>A promise put back from an export: owed for the instant it was owed for.</summary>
internal sealed partial class ServiceClock
{
    /// <param name="ticket">Whose.</param>
    /// <param name="record">Neither met nor cancelled.</param>
    /// <param name="stoodStillAt">Since when it stands still, where it does.</param>
    /// <param name="policy">What binds it here, with its version, target and calendar: for what is still to come.</param>
    /// <param name="now">A running promise whose instant lies before it is broken, at that instant.</param>
    /// <param name="news">Warnings and steps that were due longer ago than this count as given.</param>
    public static ServiceClock Restore(
        TicketId ticket, ClockRecord record, DateTimeOffset stoodStillAt, ServiceLevelPolicy policy, int policyVersion, TimeSpan target, BusinessCalendar calendar, int calendarVersion, DateTimeOffset now, TimeSpan news)
    {
        var clock = Bound(new(record.Id), ticket, record.Kind, policy, policyVersion, target, calendar, calendarVersion, record.StartedAt, record.DueAt);
        if (record.State == ClockState.Paused)
        {
            clock.Pause(calendar, stoodStillAt);
            clock.Remaining = record.Remaining is { } seconds ? TimeSpan.FromSeconds(seconds) : clock.Remaining;
            return clock;
        }

        if (record.BreachedAt is not null || now >= record.DueAt)
        {
            clock.Breach(record.DueAt);
            clock.SkipSteps(policy.Escalation, calendar, now - news);
        }
        else
        {
            clock.ExpectWarning(calendar, now, news);
        }

        if (record.Acknowledged)
        {
            clock.Acknowledge(now);
        }

        return clock;
    }

    private void ExpectWarning(BusinessCalendar calendar, DateTimeOffset now, TimeSpan news)
    {
        NextLookAt = WarningAt(calendar, now, calendar.Between(now, DeadlineAt));
        if (WarningAt(calendar, now - news, calendar.Between(now - news, DeadlineAt)) == now - news)
        {
            (WarnedAt, NextLookAt) = (now - news, DeadlineAt);
        }
    }

    private void SkipSteps(IReadOnlyList<EscalationStep> steps, BusinessCalendar calendar, DateTimeOffset until)
    {
        while (StepsTaken < steps.Count && calendar.Add(DeadlineAt, steps[StepsTaken].After) < until)
        {
            StepsTaken++;
        }
    }
}
