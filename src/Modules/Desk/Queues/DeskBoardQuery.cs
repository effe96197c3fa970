using System.Collections.Concurrent;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Presence;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Queues;

internal sealed class DeskBoardQuery(IDbContextFactory<AppDb> databases, IQueues queueBook, IPeople peopleBook, TimeProvider clock) : IDeskBoard
{
    private const int MostAtRisk = 50;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soon = TimeSpan.FromHours(2);
    private readonly ConcurrentDictionary<Guid, DeskBoard> _boards = new();

    public async Task<DeskBoard> ReadAsync(Actor by, CancellationToken stop)
    {
        // One board for all who see everything, one a team for the others.
        if (!by.May(Permissions.ReadTickets))
        {
            return new DeskBoard(clock.GetUtcNow(), [], [], []);
        }

        var key = SharedBy(by);
        if (_boards.TryGetValue(key, out var known) && known.AsOf + Age > clock.GetUtcNow())
        {
            return known;
        }

        var board = await ComputeAsync(by.Reach(Permissions.ReadTickets), by, stop);
        _boards[key] = board;
        return board;
    }

    public Guid SharedBy(Actor by) => by.Reach(Permissions.ReadTickets) == Scope.All ? Guid.Empty : by.TeamId ?? by.Id;

    private async Task<DeskBoard> ComputeAsync(Scope scope, Actor by, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        TeamId? team = by.TeamId is { } t ? new TeamId(t) : null;
        await using var db = await databases.CreateDbContextAsync(stop);
        var all = await queueBook.ReadAsync(stop);
        var open = db.Set<Ticket>().Where(x => x.IsOpen);
        if (scope != Scope.All)
        {
            open = open.OfTeam(team, all);
        }

        var soon = now + Soon;
        var counts = await open.GroupBy(x => new { x.QueueId, x.Status }).Select(g => new
        {
            g.Key.QueueId,
            g.Key.Status,
            All = g.Count(),
            Overdue = g.Count(x => x.NextDueAt <= now),
            Soon = g.Count(x => x.NextDueAt > now && x.NextDueAt <= soon),
            Oldest = g.Min(x => x.CreatedAt),
        }).ToListAsync(stop);
        var loads = await open.Where(x => x.Assignee != null && x.Status != TicketStatus.Waiting).GroupBy(x => x.Assignee)
            .Select(g => new { Agent = g.Key, Open = g.Count(), Overdue = g.Count(x => x.NextDueAt <= now) }).ToListAsync(stop);
        var risky = await open.Where(x => x.NextDueAt <= soon).OrderBy(x => x.NextDueAt).ThenBy(x => x.Number).Take(MostAtRisk).ToListAsync(stop);
        var ids = risky.Select(r => r.Id).ToArray();
        var seen = await db.Set<ServiceClock>().Where(c => ids.Contains(c.TicketId) && c.AcknowledgedAt != null && c.MetAt == null).Select(c => c.TicketId).ToListAsync(stop);
        var presence = await db.Set<AgentPresence>().ToDictionaryAsync(p => p.Agent, stop);
        var people = await peopleBook.ReadAsync(stop);
        var queues = all.Where(q => scope == Scope.All || q.Team == team || q.Team is null);
        int Sum(QueueId queue, TicketStatus status) => counts.Where(c => c.QueueId == queue && c.Status == status).Sum(c => c.All);
        return new(
            now,
            [.. queues.Select(q => new QueueLoad(
                q, Sum(q.Id, TicketStatus.New), Sum(q.Id, TicketStatus.Open) + Sum(q.Id, TicketStatus.Snoozed), Sum(q.Id, TicketStatus.Waiting),
                counts.Where(c => c.QueueId == q.Id).Sum(c => c.Overdue), counts.Where(c => c.QueueId == q.Id).Sum(c => c.Soon),
                counts.FirstOrDefault(c => c.QueueId == q.Id && c.Status == TicketStatus.New)?.Oldest))],
            [.. risky.Select(r => new TicketAtRisk(r.Id, TicketNumbers.Format(r.Number), Tickets.ErasedText.Subject(r.Subject), Tickets.ErasedText.Name(r.CustomerName), r.Channel, r.Priority, r.QueueId, r.Assignee, r.NextDueKind ?? ClockKind.Resolution, r.NextDueAt, r.EscalationLevel, seen.Contains(r.Id)))],
            [.. people.Agents.Where(a => a.IsActive && a.Role is "agent" or "third-party" && (scope == Scope.All || a.Team == team)).Select(a =>
            {
                var load = loads.FirstOrDefault(l => l.Agent == a.Id);
                var state = presence.GetValueOrDefault(a.Id);
                return new AgentLoad(a, state?.Kind ?? PresenceKind.Off, state?.Since, load?.Open ?? 0, load?.Overdue ?? 0);
            })])
        {
            IsOfTeam = scope != Scope.All,
        };
    }
}
