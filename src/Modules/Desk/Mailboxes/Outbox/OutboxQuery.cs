using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Outbox;

/// <summary>How the account a letter leaves by stands.</summary>
public enum LetterAccount
{
    Sends = 1,

    /// <summary>Switched off, or without a server to send by: what waits goes when that changes.</summary>
    IsOff = 2,

    IsRemoved = 3,
}

public sealed record OutboxFilter(OutgoingState? State = null, string? Cursor = null);

/// <param name="Account">Its address; empty when it is gone.</param>
public sealed record OutboxRow(
    OutgoingMailId Id, DateTimeOffset At, OutgoingState State, string ToName, string ToAddress, string Subject, string Ticket, string Account, int Attempts, DateTimeOffset NextTryAt, DateTimeOffset? SentAt, MailStep? FailedStep, string Said, LetterAccount Leaves);

public sealed record OutboxModel(IReadOnlyList<OutboxRow> Rows, string? NextCursor, OutboxFilter Filter, int Quarantined);

/// <summary>Answers on their way and what became of them, newest first.</summary>
internal sealed class OutboxQuery(IDbContextFactory<AppDb> databases)
{
    private const int AtOnce = 50;
    private const int MostAccounts = 200;
    private const int MostCounted = 1000;

    public async Task<Outcome<OutboxModel>> RunAsync(OutboxFilter filter, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.HandleMail))
        {
            return by.RefusalOf(Permissions.HandleMail);
        }

        var place = Cursor.Read<Place>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = db.Set<OutgoingMail>().AsNoTracking();
        if (filter.State is { } state)
        {
            rows = rows.Where(o => o.State == state);
        }

        if (place.Value is { } last)
        {
            rows = rows.Where(o => o.At < last.At || (o.At == last.At && o.Number < last.Number));
        }

        var found = await rows.OrderByDescending(o => o.At).ThenByDescending(o => o.Number).Take(AtOnce + 1).ToListAsync(stop);
        var page = found.Take(AtOnce).ToList();
        var ids = page.Select(o => o.TicketId).Distinct().ToArray();
        var numbers = (await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Number }).ToListAsync(stop)).ToDictionary(t => t.Id, t => TicketNumbers.Format(t.Number));
        var accounts = await db.Set<MailAccount>().AsNoTracking().Take(MostAccounts).ToDictionaryAsync(a => a.Id, a => (a.Address, Leaves: a.IsActive && a.OutHost.Length > 0 ? LetterAccount.Sends : LetterAccount.IsOff), stop);
        return new OutboxModel(
            [.. page.Select(o => new OutboxRow(
                o.Id, o.At, o.State, o.ErasedAt is null ? o.ToName : ErasedText.Name(""), o.ToAddress, o.ErasedAt is null ? o.Subject : ErasedText.Subject(""), numbers.GetValueOrDefault(o.TicketId, ""), accounts.GetValueOrDefault(o.AccountId).Address ?? "", o.Attempts, o.NextTryAt, o.SentAt, o.FailedStep, o.Said,
                accounts.TryGetValue(o.AccountId, out var account) ? account.Leaves : LetterAccount.IsRemoved))],
            found.Count > AtOnce ? Cursor.Of(new Place(page[^1].At, page[^1].Number)) : null,
            filter,
            await db.Set<ReceivedMail>().Where(r => r.Fate == MailFate.Quarantined).Take(MostCounted).CountAsync(stop));
    }

    private sealed record Place(DateTimeOffset At, long Number);
}
