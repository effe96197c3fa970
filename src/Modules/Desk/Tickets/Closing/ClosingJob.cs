using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Banzhang.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Closing;

/// <summary>Closes what was resolved long enough ago and not objected to. Until then the customer's next message opens it again; afterwards it begins a new one.</summary>
internal sealed class ClosingJob(IDbContextFactory<AppDb> databases, IWrites writes, SettingsBook settings, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    /// <summary>A commit each, so that nobody waits behind a long one.</summary>
    private const int AtOnce = 50;

    public async Task RunAsync(CancellationToken stop)
    {
        var days = (await settings.GetAsync(ClosingSettings.Rule, stop)).Value.Days;
        if (days < 1)
        {
            return;
        }

        var before = clock.GetUtcNow().AddDays(-days);
        while (await DueAsync(before, stop) is { Count: > 0 } due)
        {
            await writes.ActAsync(Actor.System, (act, token) => CloseAsync(act, due, before, token), stop);
        }
    }

    private async Task<List<TicketId>> DueAsync(DateTimeOffset before, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Ticket>().Where(t => t.Status == TicketStatus.Resolved && t.ResolvedAt < before).OrderBy(t => t.ResolvedAt).Select(t => t.Id).Take(AtOnce).ToListAsync(stop);
    }

    /// <summary>Looked at again inside the act: a customer may have written in between.</summary>
    private static async Task<Outcome> CloseAsync(Act act, List<TicketId> due, DateTimeOffset before, CancellationToken stop)
    {
        foreach (var ticket in await act.Db.Set<Ticket>().Where(t => due.Contains(t.Id) && t.Status == TicketStatus.Resolved && t.ResolvedAt < before).ToListAsync(stop))
        {
            ticket.Confirm(AuthorKind.System, act.Now);
            act.TellAll(ticket);
            act.Audit(nameof(TicketClosed), $"ticket:{TicketNumbers.Format(ticket.Number)}");
        }

        return Outcome.Done;
    }
}
