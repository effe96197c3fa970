using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Log;

/// <param name="Fate">Null for all.</param>
/// <param name="From">The whole address of a sender; null for all.</param>
public sealed record MailLogFilter(MailFate? Fate = null, Guid? Account = null, string? From = null, string? Cursor = null);

/// <param name="Ticket">Its number; empty for none.</param>
/// <param name="Account">Its address; empty for the pipe or an account that is gone.</param>
public sealed record MailLogRow(
    ReceivedMailId Id, DateTimeOffset At, MailFate Fate, MailReason Reason, string FromName, string FromAddress, string ToAddress, string Subject, string Ticket, string Account, bool IsStranger, long Bytes, bool CanBeLetIn, bool CanBeFetched, string Detail);

/// <param name="Waiting">Mails in quarantine.</param>
/// <param name="Accounts">To filter by.</param>
public sealed record MailLogModel(IReadOnlyList<MailLogRow> Rows, string? NextCursor, int Waiting, IReadOnlyList<(Guid Id, string Address)> Accounts, MailLogFilter Filter);

/// <summary>What came in, what became of it and why, newest first.</summary>
internal sealed class MailLogQuery(IDbContextFactory<AppDb> databases)
{
    public static readonly int MostCounted = 1000;
    private const int AtOnce = 50;
    private const int MostAccounts = 200;

    public async Task<Outcome<MailLogModel>> RunAsync(MailLogFilter filter, Actor by, CancellationToken stop)
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
        var rows = db.Set<ReceivedMail>().AsNoTracking();
        if (filter.Fate is { } fate)
        {
            rows = rows.Where(r => r.Fate == fate);
        }

        if (filter.Account is { } account)
        {
            MailAccountId id = new(account);
            rows = rows.Where(r => r.AccountId == id);
        }

        if (!string.IsNullOrWhiteSpace(filter.From))
        {
            var from = EmailAddress.Normal(filter.From);
            rows = rows.Where(r => r.FromAddress == from);
        }

        if (place.Value is { } last)
        {
            rows = rows.Where(r => r.At < last.At || (r.At == last.At && r.Number < last.Number));
        }

        var found = await rows.OrderByDescending(r => r.At).ThenByDescending(r => r.Number).Take(AtOnce + 1).ToListAsync(stop);
        var page = found.Take(AtOnce).ToList();
        var numbers = await NumbersAsync(db, page, stop);
        var accounts = await db.Set<MailAccount>().AsNoTracking().OrderBy(a => a.Address).Take(MostAccounts).Select(a => new { a.Id, a.Address }).ToListAsync(stop);
        var addresses = accounts.ToDictionary(a => a.Id, a => a.Address);
        return new MailLogModel(
            [.. page.Select(r => new MailLogRow(
                r.Id, r.At, r.Fate, r.Reason, r.ErasedAt is null ? r.FromName : ErasedText.Name(""), r.FromAddress, r.ToAddress, r.ErasedAt is null ? r.Subject : ErasedText.Subject(""), r.TicketId is { } t ? numbers.GetValueOrDefault(t, "") : "", r.AccountId is { } a ? addresses.GetValueOrDefault(a, "") : "",
                r.IsStranger, r.Bytes, r.CanBeLetIn, r.CanBeFetched, r.Detail))],
            found.Count > AtOnce ? Cursor.Of(new Place(page[^1].At, page[^1].Number)) : null,
            await db.Set<ReceivedMail>().Where(r => r.Fate == MailFate.Quarantined).Take(MostCounted).CountAsync(stop),
            [.. accounts.Select(a => (a.Id.Value, a.Address))],
            filter);
    }

    private static async Task<Dictionary<Desk.Contracts.TicketId, string>> NumbersAsync(AppDb db, List<ReceivedMail> page, CancellationToken stop)
    {
        var ids = page.Select(r => r.TicketId).OfType<Desk.Contracts.TicketId>().Distinct().ToArray();
        return (await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Number }).ToListAsync(stop)).ToDictionary(t => t.Id, t => TicketNumbers.Format(t.Number));
    }

    private sealed record Place(DateTimeOffset At, long Number);
}
