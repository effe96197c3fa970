using Banzhang.Desk.Contracts;
using Banzhang.Insight.Cockpit;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Facts;

/// <param name="Ticket">What is to be read of it; null for one that is beyond the reader's reach by now, though it was counted.</param>
public sealed record FactRow(DateTimeOffset At, string Number, FactTicket? Ticket);

/// <param name="Agent">Who holds it; null for nobody.</param>
public sealed record FactTicket(string Subject, string CustomerName, TicketStatus Status, AgentIdAndName? Agent);

public sealed record AgentIdAndName(Guid Id, string Name);

/// <param name="More">There are more than are shown.</param>
/// <param name="Queue">The one that is counted; null for all.</param>
public sealed record FactList(Metric Metric, IReadOnlyList<FactRow> Rows, bool More, QueueCard? Queue);

/// <summary>From a number to its tickets: the very events that were counted today, newest first.</summary>
internal sealed class FactsQuery(IDbContextFactory<AppDb> databases, ITickets tickets, IQueues queueBook, People.Contracts.IPeople peopleBook, EventKinds kinds, TimeProvider clock)
{
    private const int Most = 200;
    private const int AtOnce = 1000;

    /// <param name="metric">What was counted.</param>
    /// <param name="queue">Code of one queue; null or empty for all.</param>
    /// <param name="by">Who looks; a reader of one team is shown what the figures of that team count.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<FactList>> RunAsync(Metric metric, string? queue, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return by.RefusalOf(Permissions.ReadCockpit);
        }

        QueueCard? scope = null;
        if (!string.IsNullOrEmpty(queue))
        {
            scope = (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Code == queue);
            if (scope is null)
            {
                return new NoSuchCockpitQueue(queue);
            }
        }

        var counted = await CountedAsync(metric, CockpitQuery.TeamOf(by), scope?.Id, stop);
        var shown = counted.Take(Most).ToList();
        var cards = (await tickets.ReadAsync([.. shown.Select(c => c.Facts.Ticket).Distinct()], by, stop)).ToDictionary(c => c.Facts.Ticket);
        var people = await peopleBook.ReadAsync(stop);
        return new FactList(
            metric,
            [.. shown.Select(c => new FactRow(c.At, tickets.NumberOf(c.Facts), cards.TryGetValue(c.Facts.Ticket, out var card) ? TicketOf(card, people.Agent(card.Facts.Agent)) : null))],
            counted.Count > Most,
            scope);
    }

    private static FactTicket TicketOf(TicketCard card, People.Contracts.AgentCard? agent) =>
        new(card.Subject, card.CustomerName, card.Status, agent is null ? null : new(agent.Id.Value, agent.Name));

    /// <summary>The newest, up to one more than are shown. Team and queue stand in the event, as they were when it was counted, so they are read here and not by the database.</summary>
    private async Task<List<(DateTimeOffset At, TicketFacts Facts)>> CountedAsync(Metric metric, Guid? team, QueueId? queue, CancellationToken stop)
    {
        var from = DepartmentZone.MidnightBefore(clock.GetUtcNow());
        var kind = KindOf(metric);
        var counted = new List<(DateTimeOffset, TicketFacts)>();
        await using var db = await databases.CreateDbContextAsync(stop);
        var todays = db.Set<LedgerEvent>().AsNoTracking().Where(e => e.Kind == kind && e.At >= from);
        var rest = todays;
        while (counted.Count <= Most)
        {
            var events = await rest.OrderByDescending(e => e.At).ThenByDescending(e => e.Seq).Take(AtOnce).ToListAsync(stop);
            foreach (var e in events)
            {
                if (kinds.Read(e.Kind, e.Data) is { } happened && MetricSteps.Of(happened).Any(s => s.Metric == metric) && MetricSteps.FactsOf(happened) is { } facts
                    && (team is null || (facts.Team?.Value ?? Guid.Empty) == team) && (queue is null || facts.Queue == queue))
                {
                    counted.Add((e.At, facts));
                }
            }

            if (events.Count < AtOnce)
            {
                break;
            }

            var (at, seq) = (events[^1].At, events[^1].Seq);
            rest = todays.Where(e => e.At < at || (e.At == at && e.Seq < seq));
        }

        return counted;
    }

    private static string KindOf(Metric metric) => metric switch
    {
        Metric.Opened => nameof(TicketOpened),
        Metric.FirstResponses or Metric.FirstResponsesPromised or Metric.FirstResponsesMet => nameof(FirstResponseGiven),
        Metric.Resolved or Metric.ResolvedAtOnce => nameof(TicketResolved),
        Metric.Reopened => nameof(TicketReopened),
        Metric.Breaches => nameof(ClockBreached),
        Metric.Transfers => nameof(TicketTransferred),
        Metric.Escalations => nameof(TicketEscalated),
        Metric.Ratings or Metric.SatisfiedRatings => nameof(Voice.Contracts.TicketRated),
        Metric.CustomerMessages or Metric.AgentAnswers => nameof(MessageAdded),
    };
}
