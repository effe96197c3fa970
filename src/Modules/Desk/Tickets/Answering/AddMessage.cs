using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes.Sending;
using Banzhang.Desk.Messages;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Answering;

/// <summary>An answer, a note to colleagues, or, recorded by a program or a person, what the customer said.</summary>
/// <param name="Wait">With a public answer of ours: the customer is awaited from now on.</param>
/// <param name="Copies">With a public answer by mail: those whom the customer wrote to as well get a copy.</param>
/// <param name="Attachments">Files that go along, in order; with them <paramref name="Body"/> may be empty and then says their names.</param>
public sealed record AddMessage(
    string Body, AuthorKind Author = AuthorKind.Agent, Visibility Visibility = Visibility.Public, bool Wait = false, bool Copies = true, IReadOnlyList<SentFile>? Attachments = null);

/// <summary>A file whose content lies in the store already; its row is written with the message that carries it.</summary>
internal sealed record KeptFile(string Name, FileContent Content);

/// <summary>What somebody said in a thread, and how it reached us.</summary>
/// <param name="MailId">Message-ID of the mail it came in; null for other channels.</param>
/// <param name="Id">Chosen by whoever writes of this message elsewhere in the same act.</param>
/// <param name="Writer">Somebody else than the ticket's customer; null for the customer.</param>
internal sealed record Utterance(string Body, Channel Channel, string? MailId = null, IReadOnlyList<KeptFile>? Files = null, MessageId? Id = null, string? Writer = null);

/// <param name="Wait">The customer is awaited from then on.</param>
/// <param name="Copies">Those whom the customer wrote to as well get a copy.</param>
internal sealed record AnswerWays(bool Wait, bool Copies);

/// <summary>Nobody writes as the system, and what a customer says is never an inner note.</summary>
public sealed record AuthorCannotWriteThat(string Field) : Invalid(Field);

internal sealed class AddMessageHandler(TicketActsHandler acts, QueueLetterHandler letters, KeepFilesHandler keeping)
{
    public async Task<Outcome<TicketView>> HandleAsync(string number, AddMessage command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        var sent = command.Attachments ?? [];
        for (var i = 0; i < sent.Count; i++)
        {
            if (sent[i] is null)
            {
                return new AttachmentIsMissing($"attachments[{i}]");
            }
        }

        return await HandleAsync(number, command, [.. sent.Select(s => s.Offered)], expected, by, stop);
    }

    /// <param name="files">In place of those of the command.</param>
    public async Task<Outcome<TicketView>> HandleAsync(string number, AddMessage command, IReadOnlyList<OfferedFile> files, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        var body = OfferedFile.Said(command.Body, files);
        if (CleanText.Check("body", body, 1, Message.LongestBody) is { } unclean)
        {
            return unclean;
        }

        if (command is { Author: AuthorKind.System })
        {
            return new AuthorCannotWriteThat("author");
        }

        if (command is { Author: AuthorKind.Customer, Visibility: Visibility.Internal })
        {
            return new AuthorCannotWriteThat("visibility");
        }

        var kept = await keeping.HandleAsync(new(number, command.Author, command.Visibility, files), by, stop);
        if (kept.Refusal is { } unkept)
        {
            return unkept;
        }

        return await acts.RunAsync(number, expected, Permissions.AnswerTickets, by, (underway, token) => command switch
        {
            { Author: AuthorKind.Customer } => ThreadWriting.CustomerWritesAsync(underway, new(body, underway.Ticket.Channel, Files: kept.Value), token),
            { Visibility: Visibility.Internal } => Task.FromResult(ThreadWriting.Note(underway, body, kept.Value)),
            _ => ThreadWriting.AnswerAsync(underway, body, new(command.Wait, command.Copies), kept.Value, letters, token),
        }, stop);
    }
}

/// <summary>The three ways a thread grows.</summary>
internal static class ThreadWriting
{
    public static async Task<Outcome> AnswerAsync(TicketUnderway underway, string body, AnswerWays ways, IReadOnlyList<KeptFile> files, QueueLetterHandler letters, CancellationToken stop)
    {
        var (act, ticket, clocks) = underway;
        var owed = clocks.Owed(ClockKind.FirstResponse);
        var answered = ticket.Answer(AgentOf(act.By), body, act.Now);
        if (answered.Refusal is { } refusal)
        {
            return refusal;
        }

        clocks.Answered();
        var id = MessageId.New(act.Now);
        var mailId = ticket.Channel == Channel.Email ? await letters.QueueAsync(act, ticket, id, ways.Copies, stop) : null;
        Write(underway, AuthorKind.Agent, Visibility.Public, new(body, ticket.Channel, mailId, files, id));
        if (answered.Value)
        {
            act.Tell(new FirstResponseGiven(
                ticket.Facts, act.Now - ticket.CreatedAt, await clocks.BusinessTimeAsync(owed, ticket.CreatedAt, act.Now, stop), owed is null ? null : act.Now <= owed.DeadlineAt));
        }

        if (!ways.Wait)
        {
            return Outcome.Done;
        }

        await clocks.PauseAsync(stop);
        return ticket.WaitForCustomer(act.Now);
    }

    /// <summary>A program answers for the department; it holds no tickets and counts as no agent.</summary>
    public static AgentId? AgentOf(Actor by) => by.Kind == ActorKind.Person ? new AgentId(by.Id) : null;

    public static Outcome Note(TicketUnderway underway, string body, IReadOnlyList<KeptFile> files)
    {
        underway.Ticket.Note(underway.Now);
        Write(underway, AuthorKind.Agent, Visibility.Internal, new(body, underway.Ticket.Channel, Files: files));
        return Outcome.Done;
    }

    public static async Task<Outcome> CustomerWritesAsync(TicketUnderway underway, Utterance words, CancellationToken stop)
    {
        var (act, ticket, clocks) = underway;
        var wasResolved = ticket.Status == TicketStatus.Resolved;
        var received = ticket.Receive(words.Body, act.Now);
        if (!received.IsDone)
        {
            return received;
        }

        if (wasResolved)
        {
            await clocks.ReopenedAsync(stop);
        }

        await clocks.CustomerWroteAsync(stop);
        Write(underway, AuthorKind.Customer, Visibility.Public, words);
        return Outcome.Done;
    }

    private static void Write(TicketUnderway underway, AuthorKind author, Visibility visibility, Utterance words)
    {
        var (act, ticket, _) = underway;
        var fromCustomer = author == AuthorKind.Customer;
        var message = Message.Of(
            words.Id ?? MessageId.New(act.Now), ticket.Id, author,
            words.Writer is not null ? null : fromCustomer ? ticket.CustomerId.Value : act.By.Id,
            words.Writer ?? (fromCustomer ? ticket.CustomerName : act.By.Name),
            visibility, words.Channel, words.Body, act.Now, words.MailId);
        act.Add(message);
        StoredFile[] files = [.. (words.Files ?? []).Select((f, place) => StoredFile.Of(StoredFileId.New(act.Now), message.Id.Value, f.Name, f.Content, act.Now, place))];
        foreach (var file in files)
        {
            act.Add(file);
        }

        underway.Said.Add(new(message.Id, message.Author, message.AuthorName, message.Visibility, message.Channel, message.Body, message.At, [.. files.Select(AttachmentView.Of)]));

        act.Tell(new MessageAdded(ticket.Facts, message.Id, author, visibility, words.Body.Length));
    }
}
