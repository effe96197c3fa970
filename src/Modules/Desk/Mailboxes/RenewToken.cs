using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Some providers give a new refresh token with every use; the old one is then worth nothing.</summary>
internal sealed class RenewTokenHandler(IWrites writes, MailAccountsQuery accounts)
{
    public async Task KeepAsync(MailAccountId account, string secret, CancellationToken stop)
    {
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            await act.Db.Set<MailAccount>().Where(a => a.Id == account).ExecuteUpdateAsync(set => set.SetProperty(a => a.OAuthRefresh, secret), token);
            return Outcome.Done;
        }, stop);
        accounts.Forget();
    }
}
