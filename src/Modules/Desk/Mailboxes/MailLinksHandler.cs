using System.Security.Cryptography;
using Banzhang.Desk.Mailboxes.Fetching.Rules;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes;

/// <summary>
/// Who works on which link: one node at a time, claimed by a conditional update and held for a while, so that a node that dies lets go by itself.
/// A link that fails waits longer with every failure.
/// </summary>
internal sealed class MailLinksHandler(IDbContextFactory<AppDb> databases, IWrites writes, TimeProvider clock)
{
    /// <summary>Longer than anything a holder does without renewing.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    /// <summary>This process; another start of it is another holder.</summary>
    public string Holder { get; } = $"{Environment.MachineName}-{RandomNumberGenerator.GetHexString(12)}";

    public async Task<MailLink?> ReadAsync(MailAccountId account, MailDirection direction, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<MailLink>().AsNoTracking().SingleOrDefaultAsync(l => l.AccountId == account && l.Direction == direction, stop);
    }

    /// <summary>True when this node may work on it now: nobody else does, and it is not waiting after a failure.</summary>
    public async Task<bool> ClaimAsync(MailAccountId account, MailDirection direction, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return await ReadAsync(account, direction, stop) is { } link && link.State != MailLinkState.Stopped && link.NextTryAt <= now && (link.HeldUntil <= now || link.Holder == Holder)
            && await ChangeAsync(account, direction, (links, at) => links.Where(l => l.State != MailLinkState.Stopped && l.NextTryAt <= at && (l.HeldUntil <= at || l.Holder == Holder))
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, Holder).SetProperty(l => l.HeldUntil, at + Lease), stop), stop);
    }

    /// <summary>False when it was taken over.</summary>
    public Task<bool> KeepAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder && l.State != MailLinkState.Stopped)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.HeldUntil, at + Lease), stop), stop);

    public Task<bool> LetGoAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(set => set.SetProperty(l => l.HeldUntil, at), stop), stop);

    public Task<bool> WorksAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, MailLinkState.Working).SetProperty(l => l.Attempts, 0).SetProperty(l => l.FailedStep, (MailStep?)null).SetProperty(l => l.Said, "").SetProperty(l => l.WorkedAt, at), stop), stop);

    public async Task FailedAsync(MailAccountId account, MailDirection direction, MailServerException fault, CancellationToken stop)
    {
        var link = await ReadAsync(account, direction, stop);
        // Failures to read are counted apart: after so many of them the mail is to blame, not the server that could not be reached before.
        var failures = fault.Step == MailStep.Read && link?.FailedStep != MailStep.Read ? 1 : (link?.Attempts ?? 0) + 1;
        var pause = LinkPauses.After(failures, fault.IsLasting);
        var state = pause is null ? MailLinkState.Stopped : MailLinkState.Failing;
        var isToBeTold = state == MailLinkState.Stopped || failures == LinkPauses.ToldAt;
        await ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, state).SetProperty(l => l.Attempts, failures).SetProperty(l => l.FailedStep, fault.Step).SetProperty(l => l.Said, fault.Message)
                .SetProperty(l => l.HeldUntil, at).SetProperty(l => l.NextTryAt, at + (pause ?? TimeSpan.Zero)), stop), stop,
            isToBeTold ? new MailAccountFails(account, direction, fault.Step, state == MailLinkState.Stopped) : null);
    }

    /// <summary>The mailbox begins anew: a first look, or its uids changed their meaning.</summary>
    public Task<bool> BeginAsync(MailAccountId account, long validity, long lastUid, DateTimeOffset since, CancellationToken stop) =>
        ChangeAsync(account, MailDirection.In, (links, at) => links.Where(l => l.Holder == Holder && l.HeldUntil > at && l.Validity != validity).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.Validity, validity).SetProperty(l => l.LastUid, lastUid).SetProperty(l => l.Since, since), stop), stop);

    /// <summary>Past what is not ours to read.</summary>
    public Task<bool> SkipAsync(MailAccountId account, long validity, long uid, CancellationToken stop) =>
        ChangeAsync(account, MailDirection.In, (links, _) => links.Where(l => l.Holder == Holder && l.Validity == validity && l.LastUid < uid).ExecuteUpdateAsync(set => set.SetProperty(l => l.LastUid, uid), stop), stop);

    /// <param name="told">What is told when it was changed; null for nothing.</param>
    private async Task<bool> ChangeAsync(MailAccountId account, MailDirection direction, Func<IQueryable<MailLink>, DateTimeOffset, Task<int>> change, CancellationToken stop, MailAccountFails? told = null)
    {
        var changed = await writes.ActAsync<int>(Actor.System, async (act, _) =>
        {
            var count = await change(act.Db.Set<MailLink>().Where(l => l.AccountId == account && l.Direction == direction), act.Now);
            if (count == 1 && told is not null)
            {
                act.Tell(told);
            }

            return count;
        }, stop);
        return changed.IsDone && changed.Value == 1;
    }
}
