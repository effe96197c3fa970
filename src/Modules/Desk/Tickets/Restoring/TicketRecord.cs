using System.Text.Json;
using System.Text.Json.Serialization;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;

namespace Banzhang.Desk.Tickets.Restoring;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record PersonNamed(Guid Id);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record QueueNamed(string Code);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record CustomerNamed(Guid Id, string Name, CustomerTier Tier);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record MessageRecord(Guid Id, AuthorKind Author, string AuthorName, Visibility Visibility, Channel Channel, string Body, DateTimeOffset At);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record ClockRecord(Guid Id, ClockKind Kind, ClockState State, DateTimeOffset StartedAt, DateTimeOffset DueAt, DateTimeOffset? MetAt = null, DateTimeOffset? BreachedAt = null, bool Acknowledged = false, long? Remaining = null);

/// <summary>A ticket as an export of everything holds it; what it shows besides (names, links) is not needed to put it back.</summary>
/// <param name="MergedIntoId">The ticket that goes on in its place. Where that is not there yet, the same record put back once more leads there.</param>
/// <param name="MergedInto">The number of that ticket where it came from: nothing is looked up by it, numbers may be given anew here.</param>
/// <param name="ErasedAt">When its words were erased; then what stands in their place is not put back.</param>
/// <param name="CameBy">The customer's record it came by, when that was merged into the customer's since.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public sealed record TicketRecord(
    Guid Id, string Number, Channel Channel, string Subject, TicketStatus Status, Priority Priority, string Type, string Category, IReadOnlyList<string> Tags, JsonElement Fields, QueueNamed Queue,
    CustomerNamed Customer, IReadOnlyList<ClockRecord> Clocks, IReadOnlyList<MessageRecord> Messages, int EscalationLevel, string EscalationReason, int Transfers, int Cycle, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    string? ExternalId = null, PersonNamed? Assignee = null, PersonNamed? FirstContactOwner = null, DateTimeOffset? FirstRespondedAt = null, DateTimeOffset? ResolvedAt = null, DateTimeOffset? ClosedAt = null,
    DateTimeOffset? SnoozedUntil = null, string? MergedInto = null, Guid? MergedIntoId = null, Guid? CameBy = null, DateTimeOffset? ErasedAt = null)
{
    /// <summary>Without what stands in the place of erased words.</summary>
    public TicketRecord WithoutWords() => this with
    {
        Subject = "",
        Customer = Customer with { Name = "" },
        Tags = [],
        Fields = default,
        ExternalId = null,
        EscalationReason = "",
        Messages = [.. Messages.Select(m => m with { Body = "", AuthorName = m.Author == AuthorKind.Agent ? m.AuthorName : "" })],
    };
}
