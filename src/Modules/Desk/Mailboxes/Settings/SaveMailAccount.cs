using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Settings;

public sealed record MailAddressIsTaken() : Invalid("address");

/// <summary>It would go to another server than it was entered for.</summary>
public sealed record MailSecretIsNeededAgain(string Field) : Invalid(Field)
{
    public override object[] Arguments => [];
}

/// <summary>An account as somebody filled it in; secrets in plain, null where the stored one stays.</summary>
/// <param name="Id">Null opens a new one.</param>
/// <param name="Version">The version that was seen; 0 for a new one.</param>
/// <param name="Facts">Its secrets are empty.</param>
public sealed record SaveMailAccount(MailAccountId? Id, int Version, MailAccountFacts Facts, string? Password = null, string? ClientSecret = null, string? RefreshToken = null);

internal sealed class SaveMailAccountHandler(IWrites writes, IQueues queueBook, MailAccountsQuery accounts, MailSecrets secrets)
{
    public async Task<Outcome<MailAccountId>> HandleAsync(SaveMailAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        if (AccountChecks.Of(command.Facts).FirstOrDefault() is { } invalid)
        {
            return invalid;
        }

        if (!(await queueBook.ReadAsync(stop)).Any(q => q.Id == command.Facts.Queue))
        {
            return new NoSuchQueue("");
        }

        // Outside the act: a first secret may make the product's keys, which are rows too.
        var (password, clientSecret, refresh) = (Protect(command.Password), Protect(command.ClientSecret), Protect(command.RefreshToken));
        var saved = await writes.ActAsync<MailAccountId>(by, async (act, token) =>
        {
            var address = command.Facts.Address.Trim().ToLowerInvariant();
            if (await act.Db.Set<MailAccount>().AnyAsync(a => a.Address == address && a.Id != command.Id, token))
            {
                return new MailAddressIsTaken();
            }

            var known = command.Id is { } id ? await act.Db.Set<MailAccount>().SingleOrDefaultAsync(a => a.Id == id, token) : null;
            if (command.Id is not null && known is null)
            {
                return new NoSuchMailAccount();
            }

            if (known is not null && known.Version != command.Version)
            {
                return new ChangedMeanwhile();
            }

            var before = known?.Facts;
            var kept = before is null ? new("", "", "") : KeptSecrets.Of(before, command.Facts);
            var facts = command.Facts with
            {
                Secret = password ?? kept.Password,
                OAuth = command.Facts.OAuth with { Secret = clientSecret ?? kept.Client, Refresh = refresh ?? kept.Refresh },
            };
            if (before is not null && KeptSecrets.Missing(before, facts) is { } field)
            {
                return new MailSecretIsNeededAgain(field);
            }

            if (known is null)
            {
                known = MailAccount.Open(MailAccountId.New(act.Now), facts, act.Now);
                act.Add(known);
                act.Add(MailLink.Of(known.Id, MailDirection.In, act.Now));
                act.Add(MailLink.Of(known.Id, MailDirection.Out, act.Now));
            }
            else
            {
                known.Become(facts);
                if (before is { IsActive: true, Out.IsUsed: true } && facts is not { IsActive: true, Out.IsUsed: true } && await act.Db.Set<OutgoingMail>().CountAsync(o => o.AccountId == known.Id && o.State == OutgoingState.Waiting, token) is > 0 and var waiting)
                {
                    act.Tell(new LettersAreStranded(known.Id, known.Address, waiting, IsRemoved: false));
                }

                await AwakenAsync(act, known.Id, before!.In.Host != facts.In.Host || before.User != facts.User || before.Folder != facts.Folder, before is not { IsActive: true, In.IsUsed: true }, token);
            }

            act.Audit("MailAccountSaved", $"mail-account:{known.Id.Value}", before is null ? null : Plain(before), Plain(facts));
            return known.Id;
        }, stop);
        accounts.Forget();
        return saved;
    }

    /// <summary>What failed is tried at once; a mailbox elsewhere is read from its own beginning.</summary>
    /// <param name="wasOff">Nothing was to be read from it until now: what it got before is none of ours, unless it was read from already.</param>
    private static async Task AwakenAsync(Act act, MailAccountId account, bool isAnotherMailbox, bool wasOff, CancellationToken stop)
    {
        var now = act.Now;
        await act.Db.Set<MailLink>().Where(l => l.AccountId == account).ExecuteUpdateAsync(
            set => set.SetProperty(l => l.State, MailLinkState.New).SetProperty(l => l.Attempts, 0).SetProperty(l => l.NextTryAt, now).SetProperty(l => l.FailedStep, (MailStep?)null).SetProperty(l => l.Said, ""), stop);
        if (wasOff)
        {
            await act.Db.Set<MailLink>().Where(l => l.AccountId == account && l.Direction == MailDirection.In && l.WorkedAt == null && l.Validity == 0).ExecuteUpdateAsync(set => set.SetProperty(l => l.Since, now), stop);
        }

        if (isAnotherMailbox)
        {
            await act.Db.Set<MailLink>().Where(l => l.AccountId == account && l.Direction == MailDirection.In).ExecuteUpdateAsync(set => set.SetProperty(l => l.Validity, 0L).SetProperty(l => l.LastUid, 0L), stop);
        }
    }

    private string? Protect(string? plain) => string.IsNullOrEmpty(plain) ? null : secrets.Protect(plain);

    /// <summary>For the trail: no secret, not even a protected one.</summary>
    private static object Plain(MailAccountFacts f) => new { f.Address, f.IsActive, In = $"{f.In.Host}:{f.In.Port} {f.In.Encryption}", Out = $"{f.Out.Host}:{f.Out.Port} {f.Out.Encryption}", InPinned = f.In.Fingerprint, OutPinned = f.Out.Fingerprint, f.Login, f.User, HasSecret = f.Secret.Length > 0 };
}

public sealed record RemoveMailAccount(MailAccountId Id, int Version);

internal sealed class RemoveMailAccountHandler(IWrites writes, MailAccountsQuery accounts)
{
    /// <summary>Its log and what it sent stay; what it has not sent has failed.</summary>
    public async Task<Outcome> HandleAsync(RemoveMailAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        var removed = await writes.ActAsync(by, async (act, token) =>
        {
            if (await act.Db.Set<MailAccount>().SingleOrDefaultAsync(a => a.Id == command.Id, token) is not { } account)
            {
                return new NoSuchMailAccount();
            }

            if (account.Version != command.Version)
            {
                return new ChangedMeanwhile();
            }

            act.Db.Remove(account);
            await act.Db.Set<MailLink>().Where(l => l.AccountId == command.Id).ExecuteDeleteAsync(token);
            var stranded = await act.Db.Set<OutgoingMail>().Where(o => o.AccountId == command.Id && o.State == OutgoingState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.State, OutgoingState.Failed).SetProperty(o => o.NextTryAt, DateTimeOffset.MaxValue).SetProperty(o => o.FailedStep, MailStep.Sender), token);
            if (stranded > 0)
            {
                act.Tell(new LettersAreStranded(account.Id, account.Address, stranded, IsRemoved: true));
            }

            act.Audit("MailAccountRemoved", $"mail-account:{account.Id.Value}", new { account.Address });
            return Outcome.Done;
        }, stop);
        accounts.Forget();
        return removed;
    }
}
