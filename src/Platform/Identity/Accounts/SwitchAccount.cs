using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>Nobody locks themselves out.</summary>
public sealed record OwnAccountStays : Conflict;

/// <summary>Closes the door for a person, or opens it again; closing ends their sessions.</summary>
public sealed record SwitchAccount(AccountId Account, bool Active);

public sealed class SwitchAccountHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(SwitchAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return new MayNot(Permissions.ManageAccounts.Code);
        }

        if (command.Account.Value == by.Id && !command.Active)
        {
            return new OwnAccountStays();
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

            if (command.Active)
            {
                account.Activate();
            }
            else
            {
                account.Deactivate();
                await SessionEnding.EndAllAsync(act, command.Account, token);
            }

            act.Audit(command.Active ? "AccountActivated" : "AccountDeactivated", $"account:{account.Id.Value}");
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}

/// <summary>Ends every session of one person, e.g. after a lost device.</summary>
public sealed record EndSessions(AccountId Account);

public sealed class EndSessionsHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(EndSessions command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return new MayNot(Permissions.ManageAccounts.Code);
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            if (!await act.Db.Set<Account>().AnyAsync(a => a.Id == command.Account, token))
            {
                return new NoSuchAccount();
            }

            await SessionEnding.EndAllAsync(act, command.Account, token);
            act.Audit("SessionsEnded", $"account:{command.Account.Value}");
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}

internal static class SessionEnding
{
    public static async Task EndAllAsync(Act act, AccountId account, CancellationToken stop)
    {
        foreach (var session in await act.Db.Set<Session>().Where(s => s.AccountId == account && s.EndedAt == null).ToListAsync(stop))
        {
            session.End(act.Now);
        }
    }
}
