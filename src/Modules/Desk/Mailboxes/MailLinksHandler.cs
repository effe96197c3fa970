using System.Collections.Concurrent;
using System.Security.Cryptography;
using Banzhang.Desk.Mailboxes.Fetching.Rules;
using Banzhang.Kernel;
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
    /// <summary>Three times as long as a holder works without renewing it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LongestRest = TimeSpan.FromHours(4);

    /// <summary>Failures that could not be written down, as when the disk is full: this node keeps to their pauses all the same.</summary>
    private readonly ConcurrentDictionary<(MailAccountId, MailDirection), (int Failures, DateTimeOffset Until)> _rests = new();

    /// <summary>How often a holder says that it is still at work.</summary>
    public TimeSpan Renewal { get; set; } = Lease / 3;

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
        if (_rests.TryGetValue((account, direction), out var rest) && rest.Until > now)
        {
            return false;
        }

        return await ReadAsync(account, direction, stop) is { } link && link.State != MailLinkState.Stopped && link.NextTryAt <= now && (link.HeldUntil <= now || link.Holder == Holder)
            && await ChangeAsync(account, direction, (links, at) => links.Where(l => l.State != MailLinkState.Stopped && l.NextTryAt <= at && (l.HeldUntil <= at || l.Holder == Holder))
                .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, Holder).SetProperty(l => l.HeldUntil, at + Lease), stop), stop);
    }

    /// <summary>False when it was taken over.</summary>
    public Task<bool> KeepAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        SurelyAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder && l.State != MailLinkState.Stopped)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.HeldUntil, at + Lease), stop), stop);

    /// <summary>
    /// Runs <paramref name="work"/> and renews the lease meanwhile, however many mails or however large a mail it deals with; calls it off when another node has taken over.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was called off, here or by <paramref name="stop"/>.</exception>
    public async Task WhileHeldAsync(MailAccountId account, MailDirection direction, Func<CancellationToken, Task> work, CancellationToken stop)
    {
        using var working = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(account, direction, working, ended.Token);
        try
        {
            await work(working.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    public Task<bool> LetGoAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(set => set.SetProperty(l => l.HeldUntil, at), stop), stop);

    public Task<bool> WorksAsync(MailAccountId account, MailDirection direction, CancellationToken stop) =>
        SurelyAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, MailLinkState.Working).SetProperty(l => l.Attempts, 0).SetProperty(l => l.FailedStep, (MailStep?)null).SetProperty(l => l.Said, "").SetProperty(l => l.WorkedAt, at), stop), stop);

    public async Task FailedAsync(MailAccountId account, MailDirection direction, MailServerException fault, CancellationToken stop)
    {
        var unwritten = _rests.GetValueOrDefault((account, direction)).Failures + 1;
        _rests[(account, direction)] = (unwritten, clock.GetUtcNow() + (LinkPauses.After(unwritten, fault.IsLasting) ?? LongestRest));
        var link = await ReadAsync(account, direction, stop);
        // Failures to read are counted apart from those to reach the server: the pauses begin anew.
        var failures = fault.Step == MailStep.Read && link?.FailedStep != MailStep.Read ? 1 : Math.Max((link?.Attempts ?? 0) + 1, unwritten);
        var pause = LinkPauses.After(failures, fault.IsLasting);
        var state = pause is null ? MailLinkState.Stopped : MailLinkState.Failing;
        var isToBeTold = state == MailLinkState.Stopped || failures == LinkPauses.ToldAt;
        var isWritten = await ChangeAsync(account, direction, (links, at) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, state).SetProperty(l => l.Attempts, failures).SetProperty(l => l.FailedStep, fault.Step).SetProperty(l => l.Said, fault.Message)
                .SetProperty(l => l.HeldUntil, at).SetProperty(l => l.NextTryAt, at + (pause ?? TimeSpan.Zero)), stop), stop,
            isToBeTold ? new MailAccountFails(account, direction, fault.Step, state == MailLinkState.Stopped) : null);
        if (isWritten)
        {
            _rests.TryRemove((account, direction), out _);
        }
    }

    /// <summary>The mailbox begins anew: a first look, or its uids changed their meaning.</summary>
    public Task<bool> BeginAsync(MailAccountId account, long validity, long lastUid, DateTimeOffset since, CancellationToken stop) =>
        SurelyAsync(account, MailDirection.In, (links, at) => links.Where(l => l.Holder == Holder && l.HeldUntil > at && l.Validity != validity).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.Validity, validity).SetProperty(l => l.LastUid, lastUid).SetProperty(l => l.Since, since), stop), stop);

    /// <summary>Past what is not ours to read.</summary>
    public Task<bool> SkipAsync(MailAccountId account, long validity, long uid, CancellationToken stop) =>
        SurelyAsync(account, MailDirection.In, (links, _) => links.Where(l => l.Holder == Holder && l.Validity == validity && l.LastUid < uid).ExecuteUpdateAsync(set => set.SetProperty(l => l.LastUid, uid), stop), stop);

    /// <summary>A renewal that fails is tried again for as long as the turn is still ours: one hiccup of the database is no reason to leave a mail in its middle.</summary>
    private async Task RenewAsync(MailAccountId account, MailDirection direction, CancellationTokenSource working, CancellationToken ended)
    {
        var until = clock.GetUtcNow() + Lease;
        try
        {
            while (true)
            {
                await Task.Delay(Renewal, clock, ended);
                var at = clock.GetUtcNow();
                int? kept = null;
                try
                {
                    var counted = await CountAsync(account, direction, (links, now) => links.Where(l => l.Holder == Holder).ExecuteUpdateAsync(set => set.SetProperty(l => l.HeldUntil, now + Lease), CancellationToken.None), null, CancellationToken.None);
                    kept = counted.IsDone ? counted.Value : null;
                }
                catch (Exception) when (clock.GetUtcNow() < until)
                {
                    // Tried again until the lease runs out; then it leaves as it is.
                }

                until = kept > 0 ? at + Lease : until;
                if (kept == 0 || clock.GetUtcNow() >= until)
                {
                    await working.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The work is done.
        }
        catch (Exception)
        {
            // Whoever cannot renew must not go on as if it held the turn.
            await working.CancelAsync();
            throw;
        }
    }

    /// <exception cref="LinkUnwrittenException">The database says no; that is not the same as another node's turn.</exception>
    private async Task<bool> SurelyAsync(MailAccountId account, MailDirection direction, Func<IQueryable<MailLink>, DateTimeOffset, Task<int>> change, CancellationToken stop)
    {
        var changed = await CountAsync(account, direction, change, null, stop);
        return changed.IsDone ? changed.Value == 1 : throw new LinkUnwrittenException(changed.Refusal!.Code);
    }

    /// <param name="told">What is told when it was changed; null for nothing.</param>
    private async Task<bool> ChangeAsync(MailAccountId account, MailDirection direction, Func<IQueryable<MailLink>, DateTimeOffset, Task<int>> change, CancellationToken stop, MailAccountFails? told = null)
    {
        var changed = await CountAsync(account, direction, change, told, stop);
        return changed.IsDone && changed.Value == 1;
    }

    private Task<Outcome<int>> CountAsync(MailAccountId account, MailDirection direction, Func<IQueryable<MailLink>, DateTimeOffset, Task<int>> change, MailAccountFails? told, CancellationToken stop) =>
        writes.ActAsync<int>(Actor.System, async (act, _) =>
        {
            var count = await change(act.Db.Set<MailLink>().Where(l => l.AccountId == account && l.Direction == direction), act.Now);
            if (count == 1 && told is not null)
            {
                act.Tell(told);
            }

            return count;
        }, stop);
}
