using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Sending;
using Banzhang.Desk.Messages;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Resolving;

/// <param name="Body">A last public answer that goes out with it; null for none.</param>
/// <param name="Copies">With an answer by mail: those whom the customer wrote to as well get a copy.</param>
public sealed record ResolveTicket(string? Body = null, bool Copies = true);

internal sealed class ResolveTicketHandler(TicketActsHandler acts, QueueLetterHandler letters, KeepFilesHandler keeping)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, ResolveTicket command, int? expected, Actor by, CancellationToken stop) =>
        HandleAsync(number, command, [], expected, by, stop);

    public async Task<Outcome<TicketView>> HandleAsync(string number, ResolveTicket command, IReadOnlyList<OfferedFile> files, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        var body = OfferedFile.Said(command.Body, files);
        if (CleanText.Check("body", body, 0, Message.LongestBody) is { } unclean)
        {
            return unclean;
        }

        var kept = await keeping.HandleAsync(new(number, AuthorKind.Agent, Visibility.Public, files), by, stop);
        if (kept.Refusal is { } unkept)
        {
            return unkept;
        }

        return await acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            if (!string.IsNullOrWhiteSpace(body))
            {
                var answered = await ThreadWriting.AnswerAsync(underway, body, new(Wait: false, command.Copies), kept.Value, letters, token);
                if (!answered.IsDone)
                {
                    return answered;
                }
            }

            return await Resolution.ResolveAsync(underway, ThreadWriting.AgentOf(by), token);
        }, stop);
    }
}

internal static class Resolution
{
    public static async Task<Outcome> ResolveAsync(TicketUnderway underway, AgentId? by, CancellationToken stop)
    {
        var (act, ticket, clocks) = underway;
        var promise = clocks.Owed(ClockKind.Resolution);
        var resolved = ticket.Resolve(by, act.Now);
        if (!resolved.IsDone)
        {
            return resolved;
        }

        bool? met = promise is null ? null : promise.State == ClockState.Paused || act.Now <= promise.DeadlineAt;
        clocks.Resolved();
        var business = await clocks.BusinessTimeAsync(promise, ticket.CreatedAt, act.Now, stop);
        act.Tell(new TicketResolved(ticket.Facts, ticket.Cycle, act.Now - ticket.CreatedAt, business, met, ticket.PublicAnswers));
        return Outcome.Done;
    }
}

public sealed record ReopenTicket(string? Reason = null);

internal sealed class ReopenTicketHandler(TicketActsHandler acts)
{
    public Task<Outcome<TicketView>> HandleAsync(string number, ReopenTicket command, int? expected, Actor by, CancellationToken stop) =>
        acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var reopened = underway.Ticket.Reopen(AuthorKind.Agent, underway.Now);
            if (reopened.IsDone)
            {
                await underway.Clocks.ReopenedAsync(token);
            }

            return reopened;
        }, stop);
}
