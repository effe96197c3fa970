using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.Restoring;
using Banzhang.People.Contracts;
using Banzhang.Platform.Json;

namespace Banzhang.Desk.Tickets;

/// <summary>A ticket put back from an export: the state as it was, without its verbs.</summary>
internal sealed partial class Ticket
{
    /// <param name="record">Has at least one message, in the order they were said; names only persons who work here.</param>
    /// <param name="number">Its number here.</param>
    /// <param name="customer">Whose it is.</param>
    /// <param name="cameBy">The record it came by; null where that is the customer's own.</param>
    /// <param name="queue">Where it waits.</param>
    /// <param name="survivor">The ticket that goes on in its place; null while it lives on its own.</param>
    public static Ticket Restore(TicketRecord record, long number, CustomerId customer, CustomerId? cameBy, QueueCard queue, Ticket? survivor)
    {
        var (last, fromCustomer, answers) = (record.Messages.LastOrDefault(m => m.Visibility == Visibility.Public) ?? record.Messages[0],
            record.Messages.Where(m => m.Author == AuthorKind.Customer).ToList(), record.Messages.Where(m => m is { Author: AuthorKind.Agent, Visibility: Visibility.Public }).ToList());
        var restored = new Ticket
        {
            Id = new(record.Id),
            Number = number,
            Channel = record.Channel,
            Subject = record.Subject.Trim(),
            Status = record is { Status: TicketStatus.Open, Assignee: null } ? TicketStatus.New : record.Status,
            IsOpen = record.Status is not (TicketStatus.Resolved or TicketStatus.Closed),
            Priority = record.Priority,
            Type = record.Type,
            Category = record.Category,
            Tags = TicketFields.JoinTags(record.Tags),
            Fields = record.Fields.ValueKind == System.Text.Json.JsonValueKind.Object && record.Fields.EnumerateObject().Any() ? StoredJson.Write(record.Fields) : "{}",
            ExternalId = record.ExternalId,
            CustomerId = customer,
            CameBy = cameBy,
            CustomerName = record.Customer.Name,
            Tier = record.Customer.Tier,
            QueueId = queue.Id,
            TeamId = queue.Team,
            Assignee = record.Assignee is { } assignee ? new AgentId(assignee.Id) : null,
            FirstContactOwner = record.FirstContactOwner is { } owner ? new AgentId(owner.Id) : null,
            CreatedAt = record.CreatedAt,
            UpdatedAt = record.UpdatedAt,
            FirstRespondedAt = record.FirstRespondedAt,
            ResolvedAt = record.ResolvedAt,
            ClosedAt = record.ClosedAt,
            SnoozedUntil = record.Status == TicketStatus.Snoozed ? record.SnoozedUntil : null,
            LastCustomerAt = fromCustomer.Count > 0 ? fromCustomer[^1].At : record.CreatedAt,
            LastAgentAt = answers.Count > 0 ? answers[^1].At : null,
            EscalationLevel = record.EscalationLevel,
            EscalationReason = record.EscalationReason,
            Cycle = record.Cycle,
            PublicAnswers = answers.Count,
            MessageCount = record.Messages.Count,
            Transfers = record.Transfers,
            LastMessage = ExcerptOf(last.Body),
            ErasedAt = record.ErasedAt,
        };
        if (survivor is not null)
        {
            restored.LeadOnTo(survivor);
        }

        return restored;
    }

    /// <summary>The pointer of a merge that happened elsewhere; its past is told already.</summary>
    public void LeadOnTo(Ticket survivor)
    {
        MergedInto = survivor.Id;
        survivor.TookIn++;
    }
}
