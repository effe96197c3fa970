using System.Collections.Concurrent;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.List;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Settings;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Workspace;

/// <summary>How much each view holds; counted at most once in two seconds for a person, however many events arrive.</summary>
internal sealed class ViewsQuery(TicketListQuery list, IPeople people, IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    /// <summary>Counting ends here: more than this is shown as this.</summary>
    private const int Most = 1000;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(2);
    private static readonly IReadOnlyList<string> Counted =
    [
        TicketViewNames.Mine, TicketViewNames.Waiting, TicketViewNames.Snoozed, TicketViewNames.Unassigned, TicketViewNames.Due, TicketViewNames.Email, TicketViewNames.Open, TicketViewNames.Escalated,
    ];

    private readonly ConcurrentDictionary<Guid, (DateTimeOffset At, IReadOnlyDictionary<string, int> Counts, int Resolved)> _known = new();

    public async Task<DeskViews> RunAsync(Actor by, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (!_known.TryGetValue(by.Id, out var known) || known.At + Age < now)
        {
            var counts = new Dictionary<string, int>();
            foreach (var view in Counted)
            {
                counts[view] = (await list.CountAsync(new(view), by, Most, stop)).Number;
            }

            known = (now, counts, await ResolvedTodayAsync(by, now, stop));
            _known[by.Id] = known;
        }

        var team = by.TeamId is { } id ? (await people.ReadAsync(stop)).Team(new TeamId(id))?.NameIn(by.Language) : null;
        return new(known.Counts, team ?? Words.WholeDepartment, known.Resolved);
    }

    private async Task<int> ResolvedTodayAsync(Actor by, DateTimeOffset now, CancellationToken stop)
    {
        var midnight = DepartmentZone.MidnightBefore(now);
        var kind = nameof(TicketResolved);
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<LedgerEvent>().Where(e => e.Kind == kind && e.At >= midnight && e.ActorId == by.Id).Select(e => e.Subject).Distinct().CountAsync(stop);
    }
}
