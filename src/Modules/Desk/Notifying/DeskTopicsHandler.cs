using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Searching;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Notifying;

/// <summary>What an event makes stale on screens: the ticket, its queue, its agent's list, the supervisor's seat.</summary>
internal sealed class DeskTopicsHandler(TicketIndexHandler tickets, SearchIndex index, ICustomers customers)
    : IHear<TicketOpened>, IHear<MessageAdded>, IHear<TicketAssigned>, IHear<TicketTransferred>, IHear<TicketEscalated>, IHear<TicketSnoozed>, IHear<TicketWoken>, IHear<TicketWaits>,
      IHear<TicketResolved>, IHear<TicketReopened>, IHear<TicketClosed>, IHear<TicketChanged>, IHear<ClockBreached>, IHear<ClockWarned>, IHear<BreachAcknowledged>,
      IHear<TicketMerged>, IHear<TicketTookIn>, IHear<TicketParted>, IHear<TicketLetGo>, IHear<TicketSplit>, IHear<TicketLinked>, IHear<TicketUnlinked>, IHear<TicketErased>
{
    /// <summary>Fields whose words are searched.</summary>
    private static readonly HashSet<string> Searched = ["subject", "category", "tags"];

    public async Task HearAsync(TicketOpened happened, Delivery delivery, CancellationToken stop)
    {
        Touch(happened, delivery);

        // A later message may have been heard first, and has put the ticket into the index then.
        await tickets.PutAsync(delivery.Act, happened.Facts.Ticket, isNew: !await SearchIndex.HasAsync(delivery.Act, happened.Subject, stop), stop);
        await customers.MakeFindableAsync(delivery.Act, happened.Facts.Customer, stop);
    }

    public async Task HearAsync(MessageAdded happened, Delivery delivery, CancellationToken stop)
    {
        Touch(happened, delivery);
        if (await delivery.Act.Db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == happened.Message && m.Body != "", stop) is { } message
            && !await index.AppendAsync(delivery.Act, happened.Subject, message.Body, stop))
        {
            await tickets.PutAsync(delivery.Act, happened.Facts.Ticket, isNew: false, stop);
        }
    }

    public Task HearAsync(TicketAssigned happened, Delivery delivery, CancellationToken stop)
    {
        if (happened.From is { } from)
        {
            delivery.Topics.Add($"agent:{from.Value}");
        }

        return TouchAsync(happened, delivery);
    }

    public async Task HearAsync(TicketTransferred happened, Delivery delivery, CancellationToken stop)
    {
        delivery.Topics.Add($"queue:{happened.From.Value}");
        Touch(happened, delivery);
        await tickets.PutAsync(delivery.Act, happened.Facts.Ticket, isNew: false, stop);
    }

    public Task HearAsync(TicketEscalated happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketSnoozed happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketWoken happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketWaits happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketResolved happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketReopened happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketClosed happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public async Task HearAsync(TicketChanged happened, Delivery delivery, CancellationToken stop)
    {
        Touch(happened, delivery);
        if (happened.After.Keys.Any(Searched.Contains))
        {
            await tickets.PutAsync(delivery.Act, happened.Facts.Ticket, isNew: false, stop);
        }
    }

    public Task HearAsync(ClockBreached happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(ClockWarned happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(BreachAcknowledged happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketMerged happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketTookIn happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketParted happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketLetGo happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketSplit happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketLinked happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketUnlinked happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    public Task HearAsync(TicketErased happened, Delivery delivery, CancellationToken stop) => TouchAsync(happened, delivery);

    private static Task TouchAsync(TicketEvent happened, Delivery delivery)
    {
        Touch(happened, delivery);
        return Task.CompletedTask;
    }

    private static void Touch(TicketEvent happened, Delivery delivery)
    {
        var facts = happened.Facts;
        delivery.Topics.Add($"ticket:{facts.Ticket.Value}");
        delivery.Topics.Add($"portal:{facts.Ticket.Value}");
        delivery.Topics.Add($"queue:{facts.Queue.Value}");
        delivery.Topics.Add("desk");
        delivery.Topics.Add("cockpit");
        if (facts.Agent is { } agent)
        {
            delivery.Topics.Add($"agent:{agent.Value}");
        }
    }
}
