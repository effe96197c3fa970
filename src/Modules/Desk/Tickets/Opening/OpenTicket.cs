using System.Text.Json;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Queues;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Opening;

/// <summary>A contact that arrived, as the API names it.</summary>
/// <param name="Queue">A queue's code; null lets the channel decide.</param>
public sealed record OpenTicket(
    Channel Channel, string Subject, string Body, CustomerIdentity Customer, string? Type = null, string? Category = null, Priority? Priority = null,
    IReadOnlyList<string>? Tags = null, string? ExternalId = null, IReadOnlyDictionary<string, JsonElement>? Fields = null, string? Queue = null);

/// <summary>How it came about, which a caller cannot claim in the body.</summary>
/// <param name="TakenBy">The person on the phone or at the counter: takes it first and has answered already.</param>
/// <param name="MailId">Message-ID of the mail it came from.</param>
/// <param name="Files">Attachments of the first message, in the store already.</param>
/// <param name="Message">The first message's id, chosen by whoever writes of it elsewhere in the same act.</param>
/// <param name="IsImport">It is not a contact that arrives now, but one that somebody puts in.</param>
/// <param name="Known">The customer, where nobody needs to be recognised.</param>
internal sealed record OpeningCircumstances(AgentId? TakenBy = null, string? MailId = null, IReadOnlyList<KeptFile>? Files = null, MessageId? Message = null, CustomerCard? Known = null, bool IsImport = false);

/// <summary>
/// Customer, ticket, first message, clocks and ledger in one transaction. The hot path of the product: it reads by look-ups
/// and writes rows, without a change tracker.
/// </summary>
internal sealed class OpenTicketHandler(IWrites writes, ICustomers customers, IQueues queueBook, ServiceLevelBook book, TicketViews views, ErasedKeys erased)
{
    /// <summary>Of the numbers elsewhere that erased tickets went by.</summary>
    public static readonly string ErasedKind = "ticket";

    private static readonly OpeningCircumstances Plain = new();

    public Task<Outcome<TicketView>> HandleAsync(OpenTicket command, Actor by, CancellationToken stop) => HandleAsync(command, Plain, by, stop);

    public async Task<Outcome<TicketView>> HandleAsync(OpenTicket command, OpeningCircumstances circumstances, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Customer && !by.May(Permissions.OpenTickets))
        {
            return by.RefusalOf(Permissions.OpenTickets);
        }

        if (Check(command) is { } invalid)
        {
            return invalid;
        }

        var queues = await queueBook.ReadAsync(stop);
        var code = command.Queue ?? QueueOf(command.Channel, command.Type);
        var queue = queues.FirstOrDefault(q => q.Code == code) ?? (command.Queue is null ? queues.Count > 0 ? queues[0] : null : null);
        return queue is null
            ? new NoSuchQueue(code)
            : await writes.ActAsync<TicketView>(by, (act, token) => OpenAsync(act, command, circumstances, queue, token), stop);
    }

    /// <summary>What is wrong with the contact itself, whoever brings it.</summary>
    internal static Refusal? Check(OpenTicket command) =>
        TicketFields.Check(command.Subject, command.Body, command.Type, command.Category, command.Tags, command.ExternalId, command.Fields)
        ?? (command.Customer is null ? new TextIsMissing("customer") : null);

    /// <summary>Within an act that does more than this (a mail, an import).</summary>
    internal async Task<Outcome<TicketView>> OpenAsync(Act act, OpenTicket command, OpeningCircumstances circumstances, QueueCard queue, CancellationToken stop)
    {
        var external = string.IsNullOrWhiteSpace(command.ExternalId) ? null : command.ExternalId.Trim();
        if (external is not null && await act.LookUpAsync<Ticket>(nameof(Ticket.ExternalId), external, stop) is not null)
        {
            return new TicketExternalIdIsTaken();
        }

        if (external is not null && await erased.HasAsync(act, ErasedKind, external, stop))
        {
            return new TicketWasErased();
        }

        // A contact that arrives now is a new matter, of a new record; what is put in from a file is the old one coming back.
        if (circumstances.IsImport && await customers.WasErasedAsync(act, command.Customer.ExternalId, stop))
        {
            return new CustomerOfTicketWasErased();
        }

        var recognised = circumstances.Known is { } known ? known : await customers.RecogniseAsync(act, "customer", command.Customer, stop);
        if (!recognised.IsDone)
        {
            return recognised.Refusal!;
        }

        var customer = recognised.Value;
        var priority = command.Priority ?? Priority.Normal;
        var type = command.Type?.Trim() ?? "question";
        var ticket = Ticket.Open(
            new(
                TicketId.New(act.Now), await act.NextNumberAsync(TicketNumbers.Counter, stop), command.Channel, command.Subject.Trim(), command.Body, priority, type,
                command.Category?.Trim() ?? "", TicketFields.JoinTags(command.Tags), TicketFields.Write(command.Fields), external, customer, queue.Id, queue.Team, circumstances.TakenBy),
            act.Now);
        var clocks = await StartClocksAsync(act, ticket, circumstances, stop);
        act.Add(ticket);
        var message = Message.Of(circumstances.Message ?? MessageId.New(act.Now), ticket.Id, AuthorKind.Customer, customer.Id.Value, AuthorOf(command, customer), Visibility.Public, command.Channel, command.Body, act.Now, circumstances.MailId);
        act.Add(message);
        foreach (var (place, file) in (circumstances.Files ?? []).Index())
        {
            act.Add(StoredFile.Of(StoredFileId.New(act.Now), message.Id.Value, file.Name, file.Content, act.Now, place));
        }

        act.Audit("TicketOpened", $"ticket:{TicketNumbers.Format(ticket.Number)}", after: new { ticket.Channel, ticket.Priority, Queue = queue.Code });
        return await views.OfAsync(ticket, clocks.Views(), act.By.Language, stop);
    }

    private async Task<TicketClocks> StartClocksAsync(Act act, Ticket ticket, OpeningCircumstances circumstances, CancellationToken stop)
    {
        var rows = new List<ServiceClock>(2);
        if (await book.ChooseAsync(ticket.Channel, ticket.Priority, ticket.Type, ticket.Tier, stop) is { } binding)
        {
            foreach (var kind in (ClockKind[])[ClockKind.FirstResponse, ClockKind.Resolution])
            {
                if (binding.Start(ticket.Id, kind, act.Now, act.Now) is { } clock)
                {
                    rows.Add(clock);
                    act.Add(clock);
                }
            }
        }

        act.Tell(new TicketOpened(ticket.Facts, ticket.Type, ticket.Tier, [.. rows.Select(c => c.Promise())]));
        var clocks = TicketClocks.Of(act, ticket, book, rows);
        if (circumstances.TakenBy is not null)
        {
            ticket.AnswerByWord(act.Now);
            clocks.Answered();
            act.Tell(new FirstResponseGiven(ticket.Facts, TimeSpan.Zero, TimeSpan.Zero, rows.Exists(c => c.Kind == ClockKind.FirstResponse) ? true : null));
        }

        clocks.Settle();
        return clocks;
    }

    /// <summary>
    /// Whoever wrote it, as they name themselves; who the record says it is where they do not. At the portal never that: anybody can type a number that is
    /// another's, and reads their page.
    /// </summary>
    private static string AuthorOf(OpenTicket command, CustomerCard customer) =>
        (command.Channel == Channel.Portal || !string.IsNullOrWhiteSpace(command.Customer.Name)) && command.Customer.GoesBy() is { Length: > 0 } given ? given : customer.Name;

    private static string QueueOf(Channel channel, string? type) =>
        type == "complaint" ? StandardQueuesSeed.Complaints
        : type is "return" or "exchange" ? StandardQueuesSeed.AfterSales
        : channel is Channel.Phone or Channel.Counter ? StandardQueuesSeed.Hotline
        : StandardQueuesSeed.Online;
}
