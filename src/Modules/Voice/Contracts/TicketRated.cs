using Banzhang.Desk.Contracts;
using Banzhang.Platform.Ledger;

namespace Banzhang.Voice.Contracts;

/// <summary>The customer judged the handling. It is credited to the agent who held the ticket when it was rated; a resolved ticket changes hands only by being reopened.</summary>
/// <param name="Score">1 (very bad) to 5 (very good).</param>
public sealed record TicketRated(TicketFacts Facts, int Score, bool HasComment) : IDomainEvent
{
    public Guid Subject => Facts.Ticket.Value;
}
