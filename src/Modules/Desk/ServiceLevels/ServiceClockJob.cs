using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>
/// Looks at the clocks that are due to warn, breach or climb, and wakes what was snoozed. A breach is stamped at its deadline,
/// so a late run is only a late notice. Looking twice changes nothing.
/// </summary>
internal sealed partial class ServiceClockJob(IDbContextFactory<AppDb> databases, IWrites writes, ServiceLevelBook book, TimeProvider clock, ILogger<ServiceClockJob> log) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int AtOnce = 200;

    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var ticket in await DueAsync(stop))
        {
            try
            {
                await writes.ActAsync(Actor.System, (act, token) => LookAsync(act, ticket, token), stop);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One ticket that cannot be looked at must not keep the others' clocks from being seen.
                LookFailed(log, ticket.Value, fault);
            }
        }
    }

    private async Task<List<TicketId>> DueAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stop);
        var due = await db.Set<ServiceClock>().Where(c => c.NextLookAt <= now).OrderBy(c => c.NextLookAt).Select(c => c.TicketId).Take(AtOnce).ToListAsync(stop);
        var awake = await db.Set<Ticket>().Where(t => t.Status == TicketStatus.Snoozed && t.SnoozedUntil <= now).OrderBy(t => t.SnoozedUntil).Select(t => t.Id).Take(AtOnce).ToListAsync(stop);
        return [.. due.Concat(awake).Distinct()];
    }

    private async Task<Outcome> LookAsync(Act act, TicketId id, CancellationToken stop)
    {
        if (await act.Db.Set<Ticket>().SingleOrDefaultAsync(t => t.Id == id, stop) is not { } ticket)
        {
            return Outcome.Done;
        }

        if (ticket.Status == TicketStatus.Snoozed && ticket.SnoozedUntil <= act.Now)
        {
            ticket.Wake(act.Now);
        }

        var clocks = TicketClocks.Of(act, ticket, book, await act.Db.Set<ServiceClock>().Where(c => c.TicketId == ticket.Id).ToListAsync(stop));
        clocks.Overdue();
        foreach (var one in clocks.All)
        {
            await LookAsync(act, ticket, one, stop);
        }

        await clocks.SettleAsync(stop);
        act.TellAll(ticket);
        return Outcome.Done;
    }

    private async Task LookAsync(Act act, Ticket ticket, ServiceClock one, CancellationToken stop)
    {
        if (one.Warn(act.Now))
        {
            act.Tell(new ClockWarned(ticket.Facts, one.Id, one.Kind, one.DeadlineAt));
        }

        if (one.State == ClockState.Breached)
        {
            var steps = await book.StepsAsync(one, stop);
            var calendar = await book.CalendarAsync(one.Calendar, one.CalendarVersion, stop);
            while (one.Climb(steps, calendar, act.Now) is { } step)
            {
                act.Tell(new ClockEscalated(ticket.Facts, one.Id, one.Kind, step + 1, steps[step].To));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "ClockLookFailed: ticket {Ticket}")]
    private static partial void LookFailed(ILogger log, Guid ticket, Exception fault);
}
