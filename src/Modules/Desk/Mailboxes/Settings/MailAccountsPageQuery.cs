using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <param name="At">When it last worked; null for never.</param>
/// <param name="NextTryAt">Of a link that fails.</param>
public sealed record MailLinkView(MailDirection Direction, MailLinkState State, MailStep? FailedStep, string Said, DateTimeOffset? At, DateTimeOffset NextTryAt);

/// <summary>An account as its settings show it: no secret.</summary>
public sealed record MailAccountRow(MailAccountId Id, int Version, MailAccountFacts Facts, bool HasSecret, bool HasClientSecret, bool HasRefresh, IReadOnlyList<MailLinkView> Links);

public sealed record MailAccountsModel(IReadOnlyList<MailAccountRow> Accounts, IReadOnlyList<QueueCard> Queues);

/// <summary>The mail accounts with how they get on, for those who manage them.</summary>
internal sealed class MailAccountsPageQuery(IDbContextFactory<AppDb> databases, IQueues queueBook)
{
    private const int Most = 200;

    public async Task<Outcome<MailAccountsModel>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var accounts = await db.Set<MailAccount>().AsNoTracking().OrderBy(a => a.CreatedAt).Take(Most).ToListAsync(stop);
        var links = (await db.Set<MailLink>().AsNoTracking().Take(Most * 2).ToListAsync(stop)).ToLookup(l => l.AccountId);
        return new MailAccountsModel(
            [.. accounts.Select(a => new MailAccountRow(
                a.Id, a.Version, a.Facts with { Secret = "", OAuth = a.Facts.OAuth with { Secret = "", Refresh = "" } }, a.Secret.Length > 0, a.OAuthSecret.Length > 0, a.OAuthRefresh.Length > 0,
                [.. links[a.Id].Where(l => l.Direction == MailDirection.In ? a.InHost.Length > 0 : a.OutHost.Length > 0).OrderBy(l => l.Direction).Select(l => new MailLinkView(l.Direction, l.State, l.FailedStep, l.Said, l.WorkedAt, l.NextTryAt))]))],
            await queueBook.ReadAsync(stop));
    }
}
