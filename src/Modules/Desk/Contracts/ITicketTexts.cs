namespace Banzhang.Desk.Contracts;

/// <summary>What a customer first wrote, and what people made of it.</summary>
/// <param name="Body">The customer's first message, at most 4,000 characters; empty when there is none.</param>
/// <param name="Category">Empty while nobody has set it.</param>
public sealed record TicketText(TicketId Ticket, string Subject, string Body, string Category, string Type, Priority Priority, DateTimeOffset OpenedAt);

/// <summary>One public message of a thread.</summary>
/// <param name="Text">At most 8,000 characters.</param>
public sealed record TicketTurn(TicketId Ticket, MessageId Message, AuthorKind Author, string Text, DateTimeOffset At);

/// <summary>The words of tickets, for rooms that learn from them or judge them. Not for screens: it asks no permission.</summary>
public interface ITicketTexts
{
    /// <summary>Resolved and closed ones, newest first, without those whose words were erased.</summary>
    /// <param name="most">At most so many.</param>
    Task<IReadOnlyList<TicketText>> ResolvedAsync(int most, CancellationToken stop);

    /// <summary>Those of the ids that are there and have words, in any order.</summary>
    Task<IReadOnlyList<TicketText>> OfAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop);

    /// <summary>The public messages of tickets, in the order they were written within each; at most the first two hundred of a ticket; empty texts where they were erased.</summary>
    Task<ILookup<TicketId, TicketTurn>> TurnsAsync(IReadOnlyCollection<TicketId> tickets, CancellationToken stop);
}
