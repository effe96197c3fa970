using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>A forgotten password: a new one for once. The old one and all sessions end; a lock opens; the second factor stays.</summary>
public sealed record RenewPassword(AccountId Account);

public sealed class RenewPasswordHandler(IWrites writes, Passwords passwords, ActorRecognition recognition)
{
    public async Task<Outcome<CreatedAccount>> HandleAsync(RenewPassword command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        var password = Tokens.NewPassword();
        var hash = passwords.Hash(password);
        var outcome = await writes.ActAsync<CreatedAccount>(by, async (act, token) =>
        {
            if (await act.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == command.Account, token) is not { } account)
            {
                return new NoSuchAccount();
            }

            if (await RulingRoles.AgainstAsync(act, by, account.RoleCode, token) is { } ruling)
            {
                return ruling;
            }

            account.ChangePassword(hash, mustChange: true);
            account.Unlock();
            await SessionEnding.EndAllAsync(act, command.Account, token);
            act.Audit("PasswordRenewed", $"account:{account.Id.Value}");
            return new CreatedAccount(account.Id, password);
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}

/// <summary>One's own second factor is dropped on the page of one's account, which asks for a code.</summary>
public sealed record OwnSecondFactorNeedsCode : Conflict;

/// <summary>A lost telephone and no recovery code left: the second factor of somebody else is taken off, so that they can set up another.</summary>
public sealed record TakeOffSecondFactor(AccountId Account);

public sealed class TakeOffSecondFactorHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(TakeOffSecondFactor command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        if (command.Account.Value == by.Id)
        {
            return new OwnSecondFactorNeedsCode();
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            if (await act.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == command.Account, token) is not { } account)
            {
                return new NoSuchAccount();
            }

            if (await RulingRoles.AgainstAsync(act, by, account.RoleCode, token) is { } ruling)
            {
                return ruling;
            }

            account.DropSecondFactor();
            await SessionEnding.EndAllAsync(act, command.Account, token);
            act.Audit("SecondFactorTakenOff", $"account:{account.Id.Value}");
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
