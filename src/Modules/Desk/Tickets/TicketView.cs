using System.Text.Json;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.People.Contracts;
using Banzhang.Platform.Files;
using Banzhang.Platform.Http;

namespace Banzhang.Desk.Tickets;

public sealed record PersonView(Guid Id, string Name);

public sealed record QueueView(QueueId Id, string Code, string Name);

public sealed record CustomerBrief(CustomerId Id, string Name, CustomerTier Tier);

/// <summary>A message as its reader may see it.</summary>
public sealed record MessageView(MessageId Id, AuthorKind Author, string AuthorName, Visibility Visibility, Channel Channel, string Body, DateTimeOffset At, IReadOnlyList<AttachmentView> Attachments)
{
    internal static MessageView Of(Messages.Message m, IReadOnlyList<AttachmentView> attachments) => new(m.Id, m.Author, ErasedText.Name(m.AuthorName), m.Visibility, m.Channel, ErasedText.Body(m.Body), m.At, attachments);
}

/// <summary>A file of a message, read at <c>/api/v1/files/{id}</c>.</summary>
/// <param name="ContentType">Told from the bytes.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record AttachmentView(Guid Id, string Name, string ContentType, long Bytes, string Sha256)
{
    /// <summary>Those of one message, in their order.</summary>
    internal static IReadOnlyList<AttachmentView> AllOf(IEnumerable<StoredFile> files) => [.. files.OrderBy(f => f.Place).ThenBy(f => f.Id.Value).Select(Of)];

    internal static AttachmentView Of(StoredFile file) => new(file.Id.Value, file.Name, file.ContentType, file.Bytes, file.Sha256);
}

/// <summary>A ticket that belongs to another.</summary>
/// <param name="Kind">What it is to the one it is shown with.</param>
/// <param name="Subject">Empty for a reader who may not read it.</param>
public sealed record LinkView(string Number, LinkKind Kind, TicketStatus Status, string Subject);

/// <summary>A ticket as the API and the screens show it.</summary>
/// <param name="Messages">The thread; in the answer to a write what it added to it; null in lists and where nothing was added.</param>
public sealed record TicketView(
    TicketId Id, string Number, Channel Channel, string Subject, TicketStatus Status, Priority Priority, string Type, string Category, IReadOnlyList<string> Tags, JsonElement Fields, string? ExternalId,
    QueueView? Queue, PersonView? Assignee, PersonView? FirstContactOwner, CustomerBrief Customer, IReadOnlyList<ClockView> Clocks, int EscalationLevel, string EscalationReason, int Transfers, int Cycle,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FirstRespondedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt, DateTimeOffset? SnoozedUntil, int Version, IReadOnlyList<MessageView>? Messages) : IVersionedView
{
    /// <summary>The number of the ticket that goes on in its place; null while it lives on its own.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The id of that ticket: what a product it is put back in goes by, where numbers may be given anew. Only in exports.</summary>
    public TicketId? MergedIntoId { get; init; }

    /// <summary>The record it came by, when that was merged into its customer's since. Only in exports.</summary>
    public CustomerId? CameBy { get; init; }

    /// <summary>The numbers of the tickets whose messages are shown with its own; null in lists.</summary>
    public IReadOnlyList<string>? Merged { get; init; }

    /// <summary>When its words were erased at its customer's request; null for all others. What stands in their place is said in the reader's language.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Null in lists.</summary>
    public IReadOnlyList<LinkView>? Links { get; init; }
}

/// <summary>Puts names to ids.</summary>
internal sealed class TicketViews(IPeople people, IQueues queues)
{
    public async Task<TicketView> OfAsync(Ticket t, IReadOnlyList<ClockView> clocks, string language, CancellationToken stop, IReadOnlyList<MessageView>? messages = null)
    {
        var who = await people.ReadAsync(stop);
        var queue = (await queues.ReadAsync(stop)).FirstOrDefault(q => q.Id == t.QueueId);
        PersonView? Person(AgentId? id) => id is { } known ? new(known.Value, who.Agent(known)?.Name ?? "") : null;
        return new(
            t.Id, TicketNumbers.Format(t.Number), t.Channel, ErasedText.Subject(t.Subject), t.Status, t.Priority, t.Type, t.Category,
            t.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries), JsonElementOf(t.Fields), t.ExternalId,
            queue is null ? null : new(queue.Id, queue.Code, queue.NameIn(language)), Person(t.Assignee), Person(t.FirstContactOwner),
            new(t.CustomerId, ErasedText.Name(t.CustomerName), t.Tier), clocks, t.EscalationLevel, t.EscalationReason, t.Transfers, t.Cycle,
            t.CreatedAt, t.UpdatedAt, t.FirstRespondedAt, t.ResolvedAt, t.ClosedAt, t.SnoozedUntil, t.Version, messages)
        {
            ErasedAt = t.ErasedAt,
        };
    }

    private static readonly JsonElement NoFields = JsonElementFrom("{}");

    private static JsonElement JsonElementOf(string json) => json == "{}" ? NoFields : JsonElementFrom(json);

    private static JsonElement JsonElementFrom(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
