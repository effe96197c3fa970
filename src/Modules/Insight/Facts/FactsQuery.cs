using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Facts;

public sealed record FactRow(DateTimeOffset At, string Number, string Subject, string CustomerName, TicketStatus Status, AgentIdAndName? Agent);

public sealed record AgentIdAndName(Guid Id, string Name);

/// <param name="More">There are more than are shown.</param>
public sealed record FactList(Metric Metric, IReadOnlyList<FactRow> Rows, bool More);

/// <summary>From a number to its tickets: the very events that were counted today, newest first.</summary>
internal sealed class FactsQuery(IDbContextFactory<AppDb> databases, ITickets tickets, People.Contracts.IPeople peopleBook, EventKinds kinds, TimeProvider clock)
{
    private const int Most = 200;

    public async Task<Outcome<FactList>> RunAsync(Metric metric, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadCockpit))
        {
            return by.RefusalOf(Permissions.ReadCockpit);
        }

        var from = DepartmentZone.MidnightBefore(clock.GetUtcNow());
        var kind = KindOf(metric);
        await using var db = await databases.CreateDbContextAsync(stop);
        var events = await db.Set<LedgerEvent>().Where(e => e.Kind == kind && e.At >= from).OrderByDescending(e => e.At).Take((Most * 5) + 1).ToListAsync(stop);
        var counted = events.Where(e => kinds.Read(e.Kind, e.Data) is { } happened && MetricSteps.Of(happened).Any(s => s.Metric == metric)).ToList();
        var shown = counted.Take(Most).ToList();
        var cards = (await tickets.ReadAsync([.. shown.Select(e => new TicketId(e.Subject)).Distinct()], by, stop)).ToDictionary(c => c.Facts.Ticket.Value);
        var people = await peopleBook.ReadAsync(stop);
        return new FactList(
            metric,
            [.. shown.Where(e => cards.ContainsKey(e.Subject)).Select(e =>
            {
                var card = cards[e.Subject];
                var agent = people.Agent(card.Facts.Agent);
                return new FactRow(e.At, tickets.NumberOf(card.Facts), card.Subject, card.CustomerName, card.Status, agent is null ? null : new(agent.Id.Value, agent.Name));
            })],
            counted.Count > Most);
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
