using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Some providers give a new refresh token with every use; the old one is then worth nothing.</summary>
internal sealed class RenewTokenHandler(IDbContextFactory<AppDb> databases, IWrites writes, MailAccountsQuery accounts)
{
    /// <summary>The newest one, protected, past every memory of a node; empty for none.</summary>
    public async Task<string> StoredAsync(MailAccountId account, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<MailAccount>().Where(a => a.Id == account).Select(a => a.OAuthRefresh).SingleOrDefaultAsync(stop) ?? "";
    }

    /// <summary>In the place of the one that was used; a token that somebody entered or another node wrote meanwhile stays. Refused when the database says no.</summary>
    /// <param name="used">As it was stored, protected.</param>
    /// <param name="renewed">Protected.</param>
    public async Task<Outcome> KeepAsync(MailAccountId account, string used, string renewed, CancellationToken stop)
    {
        var kept = await writes.ActAsync(Actor.System, async (act, token) =>
        {
            await act.Db.Set<MailAccount>().Where(a => a.Id == account && a.OAuthRefresh == used).ExecuteUpdateAsync(set => set.SetProperty(a => a.OAuthRefresh, renewed), token);
            return Outcome.Done;
        }, stop);
        accounts.Forget();
        return kept;
    }
}
