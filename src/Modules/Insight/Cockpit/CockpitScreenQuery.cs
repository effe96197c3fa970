using System.Collections.Concurrent;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ui;

namespace Banzhang.Insight.Cockpit;

/// <param name="Name">Of the team, in the reader's language; empty for those in no team. Of the state when agents stand by state.</param>
public sealed record CockpitGroup(string Name, IReadOnlyList<AgentLoad> Agents);

/// <summary>What the reader chose to look at.</summary>
/// <param name="Queue">Code of one queue; empty for all.</param>
/// <param name="ByState">Agents by what they do now instead of by team.</param>
public sealed record CockpitChoice(string Queue = "", bool ByState = false)
{
    /// <summary>This page with another choice; also where its fragments are fetched again.</summary>
    public string Address
    {
        get
        {
            var parts = new[] { Queue.Length > 0 ? $"queue={Uri.EscapeDataString(Queue)}" : "", ByState ? "by=state" : "" }.Where(p => p.Length > 0).ToList();
            return parts.Count == 0 ? "/cockpit" : $"/cockpit?{string.Join('&', parts)}";
        }
    }
}

/// <param name="Queue">In the reader's language.</param>
/// <param name="Agent">Empty while nobody holds it.</param>
public sealed record CockpitRisk(TicketAtRisk Ticket, string Queue, string Agent, bool MayAcknowledge);

/// <summary>Everything the cockpit draws, with names put to the ids.</summary>
public sealed record CockpitScreen(CockpitView View, CockpitChoice Choice, IReadOnlyList<QueueCard> Queues, IReadOnlyList<CockpitGroup> Groups, IReadOnlyList<CockpitRisk> Risks, string Language)
{
    public CockpitDoors Doors => new(Choice.Queue, View.Board.IsOfTeam);
}

/// <summary>
/// The cockpit's figures, computed at most once a second for all who see the same. A reader is given a view that began after
/// they asked, so that a fragment fetched because of an event shows that event.
/// </summary>
internal sealed class CockpitScreenQuery(CockpitQuery query, IDeskBoard board, IPeople peopleBook, IQueues queueBook, IBreaches breaches, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);
    private static readonly PresenceKind[] StatesInOrder = [PresenceKind.Busy, PresenceKind.WrapUp, PresenceKind.Free, PresenceKind.Break, PresenceKind.Off];
    private readonly ConcurrentDictionary<(Guid Figures, Guid Floor, string Queue), Shared> _shared = new();

    /// <summary>For a page: at most a second old.</summary>
    public Task<Outcome<CockpitScreen>> RunAsync(CockpitChoice choice, Actor by, CancellationToken stop) => RunAsync(choice, by, clock.GetUtcNow() - Age, stop);

    /// <summary>For a fragment that has become stale: nothing from before the question.</summary>
    public Task<Outcome<CockpitScreen>> RefreshAsync(CockpitChoice choice, Actor by, CancellationToken stop) => RunAsync(choice, by, clock.GetUtcNow(), stop);

    private async Task<Outcome<CockpitScreen>> RunAsync(CockpitChoice choice, Actor by, DateTimeOffset notBefore, CancellationToken stop)
    {
        var queues = await queueBook.ReadAsync(stop);
        if (choice.Queue.Length > 0 && !queues.Any(q => q.Code == choice.Queue))
        {
            return by.May(Permissions.ReadCockpit) ? new NoSuchCockpitQueue(choice.Queue) : by.RefusalOf(Permissions.ReadCockpit);
        }

        var shared = _shared.GetOrAdd((by.Reach(Permissions.ReadCockpit) == Scope.All ? Guid.Empty : by.TeamId ?? by.Id, board.SharedBy(by), choice.Queue), _ => new Shared());
        if (shared.View is not { } view || view.Board.AsOf < notBefore || !by.May(Permissions.ReadCockpit))
        {
            var fresh = await ComputeAsync(shared, choice.Queue, by, notBefore, stop);
            if (!fresh.IsDone)
            {
                return fresh.Refusal!;
            }

            view = fresh.Value;
        }

        return await NameAsync(view, choice, queues, by, stop);
    }

    private async Task<Outcome<CockpitView>> ComputeAsync(Shared shared, string queue, Actor by, DateTimeOffset notBefore, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return await query.RunAsync(queue, by, stop);
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

                var computed = await query.RunAsync(queue, by, stop);
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

    private async Task<CockpitScreen> NameAsync(CockpitView view, CockpitChoice choice, IReadOnlyList<QueueCard> queues, Actor by, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        var names = queues.ToDictionary(q => q.Id, q => q.NameIn(by.Language));
        var mayAcknowledge = breaches.MayBeAcknowledgedBy(by);
        return new(
            view,
            choice,
            queues,
            choice.ByState ? ByState(view.Board) : ByTeam(view.Board, people, by.Language),
            [.. view.Board.AtRisk.Select(t => new CockpitRisk(
                t, names.GetValueOrDefault(t.Queue, ""), people.Agent(t.Agent)?.Name ?? "", mayAcknowledge && !t.Acknowledged && t.Deadline <= view.Board.AsOf))],
            by.Language);
    }

    private static IReadOnlyList<CockpitGroup> ByTeam(DeskBoard board, PeopleSnapshot people, string language) =>
        [.. board.Agents.GroupBy(a => a.Agent.Team).Select(g => (Team: people.Team(g.Key), Agents: g.ToList()))
            .OrderBy(g => g.Team is null).ThenBy(g => g.Team?.Code, StringComparer.Ordinal)
            .Select(g => new CockpitGroup(g.Team?.NameIn(language) ?? "", g.Agents))];

    /// <summary>Those in conversation first, who have been in their state longest first.</summary>
    private static IReadOnlyList<CockpitGroup> ByState(DeskBoard board) =>
        [.. board.Agents.GroupBy(a => a.Presence).OrderBy(g => Array.IndexOf(StatesInOrder, g.Key))
            .Select(g => new CockpitGroup(PresenceText.Word(CockpitText.StateOf(g.Key)), [.. g.OrderBy(a => a.Since ?? DateTimeOffset.MaxValue)]))];

    private sealed class Shared
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public volatile CockpitView? View;
    }
}
