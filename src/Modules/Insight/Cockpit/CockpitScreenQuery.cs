using System.Collections.Concurrent;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Insight.Cockpit;

/// <param name="Name">In the reader's language; empty for those in no team.</param>
public sealed record CockpitTeam(string Name, IReadOnlyList<AgentLoad> Agents);

/// <param name="Queue">In the reader's language.</param>
/// <param name="Agent">Empty while nobody holds it.</param>
public sealed record CockpitRisk(TicketAtRisk Ticket, string Queue, string Agent, bool MayAcknowledge);

/// <summary>Everything the cockpit draws, with names put to the ids.</summary>
public sealed record CockpitScreen(CockpitView View, IReadOnlyList<CockpitTeam> Teams, IReadOnlyList<CockpitRisk> Risks, string Language);

/// <summary>
/// The cockpit's figures, computed at most once a second for all who see the same. A reader is given a view that began after
/// they asked, so that a fragment fetched because of an event shows that event.
/// </summary>
internal sealed class CockpitScreenQuery(CockpitQuery query, IPeople peopleBook, IBreaches breaches, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, Shared> _shared = new();

    /// <summary>For a page: at most a second old.</summary>
    public Task<Outcome<CockpitScreen>> RunAsync(Actor by, CancellationToken stop) => RunAsync(by, clock.GetUtcNow() - Age, stop);

    /// <summary>For a fragment that has become stale: nothing from before the question.</summary>
    public Task<Outcome<CockpitScreen>> RefreshAsync(Actor by, CancellationToken stop) => RunAsync(by, clock.GetUtcNow(), stop);

    private async Task<Outcome<CockpitScreen>> RunAsync(Actor by, DateTimeOffset notBefore, CancellationToken stop)
    {
        var shared = _shared.GetOrAdd(by.Reach(Permissions.ReadCockpit) == Scope.All ? Guid.Empty : by.TeamId ?? by.Id, _ => new Shared());
        if (shared.View is not { } view || view.Board.AsOf < notBefore || !by.May(Permissions.ReadCockpit))
        {
            var fresh = await ComputeAsync(shared, by, notBefore, stop);
            if (!fresh.IsDone)
            {
                return fresh.Refusal!;
            }

            view = fresh.Value;
        }

        return await NameAsync(view, by, stop);
    }

    private async Task<Outcome<CockpitView>> ComputeAsync(Shared shared, Actor by, DateTimeOffset notBefore, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return await query.RunAsync(by, stop);
        }

        await shared.Gate.WaitAsync(stop);
        try
        {
            while (shared.View is not { } known || known.Board.AsOf < notBefore)
            {
                var pause = shared.View is { } old ? old.Board.AsOf + Age - clock.GetUtcNow() : TimeSpan.Zero;
                if (pause > TimeSpan.Zero)
                {
                    await Task.Delay(pause, clock, stop);
                }

                var computed = await query.RunAsync(by, stop);
                if (!computed.IsDone)
                {
                    return computed;
                }

                shared.View = computed.Value;
            }

            return shared.View;
        }
        finally
        {
            shared.Gate.Release();
        }
    }

    private async Task<CockpitScreen> NameAsync(CockpitView view, Actor by, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        var queues = view.Board.Queues.ToDictionary(q => q.Queue.Id, q => q.Queue.NameIn(by.Language));
        var mayAcknowledge = breaches.MayBeAcknowledgedBy(by);
        return new(
            view,
            [.. view.Board.Agents.GroupBy(a => a.Agent.Team).Select(g => (Team: people.Team(g.Key), Agents: g.ToList()))
                .OrderBy(g => g.Team is null).ThenBy(g => g.Team?.Code, StringComparer.Ordinal)
                .Select(g => new CockpitTeam(g.Team?.NameIn(by.Language) ?? "", g.Agents))],
            [.. view.Board.AtRisk.Select(t => new CockpitRisk(
                t, queues.GetValueOrDefault(t.Queue, ""), people.Agent(t.Agent)?.Name ?? "", mayAcknowledge && !t.Acknowledged && t.Deadline <= view.Board.AsOf))],
            by.Language);
    }

    private sealed class Shared
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public volatile CockpitView? View;
    }
}
