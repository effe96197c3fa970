using System.Text.Json;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Messages;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Mail;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Files;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.PersonalData;

internal sealed record CopiedTicket(
    Guid Id, string Number, Channel Channel, string Subject, TicketStatus Status, Priority Priority, string Type, string Category, IReadOnlyList<string> Tags, JsonElement Fields, string? ExternalId, Guid? CameBy,
    DateTimeOffset CreatedAt, DateTimeOffset? FirstRespondedAt, DateTimeOffset? ResolvedAt, DateTimeOffset? ClosedAt);

internal sealed record CopiedPromise(string Ticket, ClockKind Kind, ClockState State, DateTimeOffset DueAt, DateTimeOffset? MetAt, DateTimeOffset? BreachedAt);

/// <param name="Ticket">Null for what the person wrote into somebody else's.</param>
internal sealed record CopiedMessage(Guid Id, string? Ticket, AuthorKind Author, string AuthorName, Channel Channel, string Body, DateTimeOffset At);

/// <param name="Message">Of the list of messages.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
internal sealed record CopiedFile(Guid Message, string Name, string ContentType, long Bytes, string Sha256, DateTimeOffset At);

/// <param name="Text">As far as it can be read; null for one that is not kept.</param>
internal sealed record CopiedMail(
    DateTimeOffset At, string? Ticket, Guid? Message, MailFate Fate, string FromName, string FromAddress, string ReplyAddress, string ToAddress, IReadOnlyList<string> Others, string Subject, string Invitation, long Bytes, string? Sha256, string? Text);

internal sealed record CopiedLetter(DateTimeOffset At, string Ticket, Guid Message, OutgoingState State, DateTimeOffset? SentAt, string ToName, string ToAddress, IReadOnlyList<string> Copies, string Subject, string? Sha256);

internal sealed record CopiedTicketEvent(string Ticket, string Kind, DateTimeOffset At);

/// <summary>
/// What Desk keeps of a person, for the copy they get: all that was said by them and to them. What colleagues wrote to each other is left out: it is the
/// department's own work, speaks of others too, and is not what the person gave or was told.
/// </summary>
internal sealed class TicketCopyQuery(IDbContextFactory<AppDb> databases, FileStore files, IEnumerable<ITicketData> rooms)
{
    private const int AtOnce = 200;

    /// <summary>Messages and mails, which may be long.</summary>
    private const int FewAtOnce = 50;

    public IEnumerable<DataPart> Parts(DataSubject person, CancellationToken stop)
    {
        yield return new("tickets", TicketsAsync(person, stop));
        yield return new("promises", EachAsync(person, PromisesAsync, stop));
        yield return new("messages", MessagesAsync(person, stop));
        yield return new("attachments", AttachmentsAsync(person, stop));
        yield return new("mailsReceived", MailsAsync(person, stop));
        yield return new("mailsSent", EachAsync(person, LettersAsync, stop));
        yield return new("ticketEvents", EachAsync(person, EventsAsync, stop));
        foreach (var room in rooms)
        {
            // What each list is called is known before the tickets are: they are read when the list is.
            foreach (var part in room.Export([], stop))
            {
                yield return new(part.Name, RoomAsync(room, part.Name, person, stop));
            }
        }
    }

    private async IAsyncEnumerable<object> RoomAsync(ITicketData room, string name, DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var some in NumbersAsync(person, stop))
        {
            foreach (var part in room.Export([.. some.Keys], stop).Where(p => p.Name == name))
            {
                await foreach (var row in part.Rows.WithCancellation(stop))
                {
                    yield return row;
                }
            }
        }
    }

    private async IAsyncEnumerable<object> TicketsAsync(DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var some in NumbersAsync(person, stop))
        {
            TicketId[] ids = [.. some.Keys];
            foreach (var t in await db.Set<Ticket>().AsNoTracking().Where(t => ids.Contains(t.Id)).OrderBy(t => t.Number).ToListAsync(stop))
            {
                using var fields = JsonDocument.Parse(t.Fields);
                yield return new CopiedTicket(
                    t.Id.Value, TicketNumbers.Format(t.Number), t.Channel, t.Subject, t.Status, t.Priority, t.Type, t.Category, t.Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries), fields.RootElement.Clone(), t.ExternalId, t.CameBy?.Value,
                    t.CreatedAt, t.FirstRespondedAt, t.ResolvedAt, t.ClosedAt);
            }
        }
    }

    private static async Task<IReadOnlyList<object>> PromisesAsync(AppDb db, Dictionary<TicketId, string> tickets, CancellationToken stop)
    {
        TicketId[] ids = [.. tickets.Keys];
        var clocks = await db.Set<ServiceClock>().Where(c => ids.Contains(c.TicketId)).OrderBy(c => c.StartedAt).ToListAsync(stop);
        return [.. clocks.Select(c => new CopiedPromise(tickets[c.TicketId], c.Kind, c.State, c.DeadlineAt, c.MetAt, c.BreachedAt))];
    }

    private async IAsyncEnumerable<object> MessagesAsync(DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var some in NumbersAsync(person, stop))
        {
            TicketId[] ids = [.. some.Keys];
            var said = await db.Set<Message>().Where(m => ids.Contains(m.TicketId) && m.Visibility == Visibility.Public).OrderBy(m => m.TicketId).ThenBy(m => m.At).Select(m => m.Id).ToListAsync(stop);
            foreach (var few in said.Chunk(FewAtOnce))
            {
                foreach (var m in await db.Set<Message>().AsNoTracking().Where(m => few.Contains(m.Id)).OrderBy(m => m.TicketId).ThenBy(m => m.At).ToListAsync(stop))
                {
                    yield return new CopiedMessage(m.Id.Value, some[m.TicketId], m.Author, m.AuthorName, m.Channel, m.Body, m.At);
                }
            }
        }

        foreach (var few in (await ElsewhereAsync(db, person, stop)).Chunk(FewAtOnce))
        {
            foreach (var m in await db.Set<Message>().AsNoTracking().Where(m => few.Contains(m.Id)).OrderBy(m => m.At).ToListAsync(stop))
            {
                yield return new CopiedMessage(m.Id.Value, null, m.Author, m.AuthorName, m.Channel, m.Body, m.At);
            }
        }
    }

    private async IAsyncEnumerable<object> AttachmentsAsync(DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var some in NumbersAsync(person, stop))
        {
            TicketId[] ids = [.. some.Keys];
            foreach (var file in await FilesAsync(db, await db.Set<Message>().Where(m => ids.Contains(m.TicketId) && m.Visibility == Visibility.Public).Select(m => m.Id).ToListAsync(stop), stop))
            {
                yield return file;
            }
        }

        foreach (var file in await FilesAsync(db, await ElsewhereAsync(db, person, stop), stop))
        {
            yield return file;
        }
    }

    private static async Task<IReadOnlyList<CopiedFile>> FilesAsync(AppDb db, IReadOnlyList<MessageId> messages, CancellationToken stop)
    {
        var found = new List<CopiedFile>();
        foreach (var owners in messages.Select(m => m.Value).Chunk(AtOnce))
        {
            found.AddRange(await db.Set<StoredFile>().Where(f => owners.Contains(f.Owner)).OrderBy(f => f.At).Select(f => new CopiedFile(f.Owner, f.Name, f.ContentType, f.Bytes, f.Sha256, f.At)).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>What the person wrote by mail into tickets of others.</summary>
    private static async Task<List<MessageId>> ElsewhereAsync(AppDb db, DataSubject person, CancellationToken stop)
    {
        var own = PersonsTicketsQuery.TicketsOf(db, person.Records);
        return await PersonsTicketsQuery.FromThem(db, person)
            .Where(r => r.MessageId != null && r.Fate != MailFate.Own && r.Fate != MailFate.Known && !own.Any(t => t.Id == r.TicketId))
            .OrderBy(r => r.At).ThenBy(r => r.Number).Select(r => r.MessageId!.Value).ToListAsync(stop);
    }

    /// <summary>Some at a time, so that nothing is being read while the reader of the copy is slow: that would keep the journal from being cut.</summary>
    private async IAsyncEnumerable<object> MailsAsync(DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var own = PersonsTicketsQuery.TicketsOf(db, person.Records);
        var from = await PersonsTicketsQuery.FromThem(db, person).Select(r => new { r.Id, r.Number, r.At }).ToListAsync(stop);
        var within = await own.Join(db.Set<ReceivedMail>(), t => (TicketId?)t.Id, r => r.TicketId, (_, r) => new { r.Id, r.Number, r.At }).ToListAsync(stop);
        foreach (var few in from.Concat(within).DistinctBy(r => r.Id).OrderBy(r => r.At).ThenBy(r => r.Number).Select(r => r.Id).Chunk(FewAtOnce))
        {
            var lines = await db.Set<ReceivedMail>().AsNoTracking().Where(r => few.Contains(r.Id)).OrderBy(r => r.At).ThenBy(r => r.Number)
                .Select(r => new { Line = r, Ticket = own.Where(t => t.Id == r.TicketId).Select(t => (long?)t.Number).FirstOrDefault() }).ToListAsync(stop);
            foreach (var row in lines)
            {
                yield return await CopiedAsync(row.Line, row.Ticket is { } number ? TicketNumbers.Format(number) : null, person, stop);
            }
        }
    }

    /// <summary>What somebody else or a machine wrote into the person's ticket was not said by them: that it came is told, and what of it stands in the thread.</summary>
    private async Task<CopiedMail> CopiedAsync(ReceivedMail r, string? ticket, DataSubject person, CancellationToken stop)
    {
        var isOthers = (r.IsStranger || r.Fate is MailFate.Automatic or MailFate.Bounced or MailFate.Known) && !person.Emails.Contains(r.FromAddress);
        return isOthers
            ? new(r.At, ticket, r.MessageId?.Value, r.Fate, "", "", "", "", [], r.Subject, "", r.Bytes, null, null)
            : new(
                r.At, ticket, r.MessageId?.Value, r.Fate, r.FromName, r.FromAddress, r.ReplyAddress, r.ToAddress, r.Others.Split('\n', StringSplitOptions.RemoveEmptyEntries), r.Subject,
                ShownInvitation.Read(r.Invitation)?.Text ?? "", r.Bytes, r.RawSha256, await TextOfAsync(r.RawSha256, stop));
    }

    private async Task<string?> TextOfAsync(string? sha256, CancellationToken stop)
    {
        await using var content = sha256 is null ? null : files.Open(sha256);
        if (content is null || content.Length > int.MaxValue)
        {
            return null;
        }

        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, stop);
        return MailReader.Read(bytes).Text;
    }

    private static async Task<IReadOnlyList<object>> LettersAsync(AppDb db, Dictionary<TicketId, string> tickets, CancellationToken stop)
    {
        TicketId[] ids = [.. tickets.Keys];
        var letters = await db.Set<OutgoingMail>().Where(o => ids.Contains(o.TicketId)).OrderBy(o => o.Number).ToListAsync(stop);
        return [.. letters.Select(o => new CopiedLetter(o.At, tickets[o.TicketId], o.MessageId.Value, o.State, o.SentAt, o.ToName, o.ToAddress, o.Copies.Split('\n', StringSplitOptions.RemoveEmptyEntries), o.Subject, o.RawSha256))];
    }

    private static async Task<IReadOnlyList<object>> EventsAsync(AppDb db, Dictionary<TicketId, string> tickets, CancellationToken stop)
    {
        Guid[] subjects = [.. tickets.Keys.Select(t => t.Value)];
        var told = await db.Set<LedgerEvent>().Where(e => subjects.Contains(e.Subject)).OrderBy(e => e.Seq).Select(e => new { e.Subject, e.Kind, e.At }).ToListAsync(stop);
        return [.. told.Select(e => new CopiedTicketEvent(tickets[new(e.Subject)], e.Kind, e.At))];
    }

    private async IAsyncEnumerable<object> EachAsync(DataSubject person, Func<AppDb, Dictionary<TicketId, string>, CancellationToken, Task<IReadOnlyList<object>>> read, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        await foreach (var some in NumbersAsync(person, stop))
        {
            foreach (var row in await read(db, some, stop))
            {
                yield return row;
            }
        }
    }

    /// <summary>The person's tickets with their numbers, some at a time.</summary>
    private async IAsyncEnumerable<Dictionary<TicketId, string>> NumbersAsync(DataSubject person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        long after = 0;
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            var some = await PersonsTicketsQuery.TicketsOf(db, person.Records).Where(t => t.Number > after).OrderBy(t => t.Number).Select(t => new { t.Id, t.Number }).Take(AtOnce).ToListAsync(stop);
            if (some.Count == 0)
            {
                yield break;
            }

            after = some[^1].Number;
            yield return some.ToDictionary(t => t.Id, t => TicketNumbers.Format(t.Number));
        }
    }
}
