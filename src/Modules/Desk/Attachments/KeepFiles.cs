using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Attachments;

/// <param name="Number">Of the ticket.</param>
/// <param name="Author">Who said the message they go with.</param>
/// <param name="Visibility">Of that message.</param>
internal sealed record KeepFiles(string Number, AuthorKind Author, Visibility Visibility, IReadOnlyList<OfferedFile> Files);

/// <summary>
/// Puts what goes along with a message into the store, before the act that names it. What can be refused is refused first, so that nothing of it
/// stays behind; what the act itself refuses (a stale version) leaves contents that no row names, which go after a day (<see cref="ForsakenFilesJob"/>).
/// </summary>
internal sealed class KeepFilesHandler(IDbContextFactory<AppDb> databases, FileStore store, TimeProvider clock)
{
    public async Task<Outcome<IReadOnlyList<KeptFile>>> HandleAsync(KeepFiles command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return by.RefusalOf(Permissions.AnswerTickets);
        }

        if (command.Files.Count == 0)
        {
            return Outcome.Of<IReadOnlyList<KeptFile>>([]);
        }

        if (AttachmentLimits.OfMessage.Check(command.Files) is { } wrong)
        {
            return wrong;
        }

        await using (var db = await databases.CreateDbContextAsync(stop))
        {
            var number = TicketNumbers.Parse(command.Number);
            var ticket = await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, stop);
            if (by.Refuses(Permissions.AnswerTickets, ticket) is { } refusal)
            {
                return refusal;
            }

            if (WouldRefuse(ticket!, command.Author, command.Visibility) is { } closed)
            {
                return closed;
            }

            if (ticket!.Channel == Channel.Email && command is { Author: AuthorKind.Agent, Visibility: Visibility.Public } && AttachmentLimits.OfLetter.Check(command.Files) is not null)
            {
                return new LetterIsTooLarge(AttachmentLimits.OfLetter.AllBytes);
            }
        }

        return await StoreAsync(command.Files, stop);
    }

    /// <summary>What a customer sends with a request or an answer; whoever has the link may.</summary>
    /// <param name="id">The ticket that is answered; null for a request.</param>
    /// <param name="files">At most five.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<IReadOnlyList<KeptFile>>> OfCustomerAsync(TicketId? id, IReadOnlyList<OfferedFile> files, CancellationToken stop)
    {
        if (files.Count == 0)
        {
            return Outcome.Of<IReadOnlyList<KeptFile>>([]);
        }

        if (AttachmentLimits.OfCustomer.Check(files) is { } wrong)
        {
            return wrong;
        }

        if (id is { } asked)
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            var ticket = await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == asked, stop);
            while (ticket?.MergedInto is { } next)
            {
                ticket = await db.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == next, stop);
            }

            if (ticket is null || WouldRefuse(ticket, AuthorKind.Customer, Visibility.Public) is not null)
            {
                // The act says why; nothing is stored for it.
                return Outcome.Of<IReadOnlyList<KeptFile>>([]);
            }
        }

        return await StoreAsync(files, stop);
    }

    /// <summary>What the verb will answer, tried on a copy of the ticket that nobody stores.</summary>
    private Refusal? WouldRefuse(Ticket copy, AuthorKind author, Visibility visibility) =>
        copy.ErasedAt is not null ? new TicketIsErased()
        : author == AuthorKind.Customer ? copy.Receive("", clock.GetUtcNow()).Refusal
        : visibility == Visibility.Public ? copy.Answer(null, "", clock.GetUtcNow()).Refusal
        : null;

    private async Task<Outcome<IReadOnlyList<KeptFile>>> StoreAsync(IReadOnlyList<OfferedFile> files, CancellationToken stop)
    {
        var kept = new List<KeptFile>(files.Count);
        foreach (var file in files)
        {
            await using var content = file.Open();
            var stored = await store.KeepAsync(content, stop);
            if (stored.Refusal is { } refusal)
            {
                return refusal;
            }

            kept.Add(new(file.Name, stored.Value));
        }

        return kept;
    }
}
