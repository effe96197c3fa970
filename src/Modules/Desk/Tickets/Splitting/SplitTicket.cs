using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Linking;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Kernel;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Splitting;

/// <param name="Messages">What the customer said of the other matter, at most 20 messages.</param>
/// <param name="Subject">Of the new ticket; null takes the old one's.</param>
/// <param name="Queue">A queue's code; null stays in the old one's.</param>
public sealed record SplitTicket(IReadOnlyList<Guid> Messages, string? Subject = null, string? Queue = null);

/// <summary>Two matters in one ticket: what the customer said of the second opens a ticket of its own, with its own promises. The first keeps its whole thread.</summary>
internal sealed class SplitTicketHandler(TicketActsHandler acts, OpenTicketHandler opening, ICustomers customers, IQueues queueBook)
{
    private const int Most = 20;

    public async Task<Outcome<TicketView>> HandleAsync(string number, SplitTicket command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        if (!by.May(Permissions.OpenTickets))
        {
            return by.RefusalOf(Permissions.OpenTickets);
        }

        if (CleanText.Check("subject", command.Subject, 0, 500) is { } unclean)
        {
            return unclean;
        }

        var chosen = (command.Messages ?? []).Distinct().Select(m => new MessageId(m)).ToArray();
        if (chosen.Length is 0 or > Most)
        {
            return new NothingToSplit();
        }

        var queues = await queueBook.ReadAsync(stop);
        if (command.Queue is not null && queues.All(q => q.Code != command.Queue))
        {
            return new NoSuchQueue(command.Queue);
        }

        TicketView? made = null;
        var outcome = await acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (act, ticket, _) = underway;
            var messages = await act.Db.Set<Message>().AsNoTracking().Where(m => chosen.Contains(m.Id)).OrderBy(m => m.At).ToListAsync(token);
            var thread = await TicketQuery.ThreadAsync(act.Db, ticket, token);
            if (messages.Count < chosen.Length || messages.Exists(m => !thread.Contains(m.TicketId) || m.Author != AuthorKind.Customer))
            {
                return new MessageCannotBeSplit();
            }

            var body = string.Join("\n\n", messages.Select(m => m.Body));
            var owners = chosen.Select(m => m.Value).ToArray();
            var files = await act.Db.Set<StoredFile>().AsNoTracking().Where(f => owners.Contains(f.Owner)).OrderBy(f => f.Owner).ThenBy(f => f.Place).ToListAsync(token);
            var card = await customers.ReadAsync([ticket.CustomerId], token);
            var queue = queues.FirstOrDefault(q => command.Queue is { } code ? q.Code == code : q.Id == ticket.QueueId) ?? queues[0];
            var opened = await opening.OpenAsync(
                act,
                new(ticket.Channel, string.IsNullOrWhiteSpace(command.Subject) ? ticket.Subject : command.Subject.Trim(), body.Length <= Message.LongestBody ? body : body[..Message.LongestBody], new(messages[0].AuthorName), ticket.Type, ticket.Category, ticket.Priority),
                new(Files: [.. files.Select(f => new KeptFile(f.Name, new(f.Sha256, f.ContentType, f.Bytes)))], Known: card[ticket.CustomerId]),
                queue, token);
            if (opened.Refusal is { } refusal)
            {
                return refusal;
            }

            made = opened.Value;
            act.Add(TicketLink.Of(ticket.Id, made.Id, LinkKind.Child, act.Now));
            ticket.SplitOff(TicketNumbers.Parse(made.Number)!.Value, act.Now);
            return Outcome.Done;
        }, stop);
        return outcome.Refusal is { } refused ? refused : made!;
    }
}
