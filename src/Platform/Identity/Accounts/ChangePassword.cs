using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

public sealed record ChangePassword(string CurrentPassword, string NewPassword);

/// <summary>Changes one's own password and ends one's other sessions.</summary>
public sealed class ChangePasswordHandler(IDbContextFactory<AppDb> databases, IWrites writes, Passwords passwords, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(ChangePassword command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        if (Passwords.Weakness(command.NewPassword) is { } weakness)
        {
            return weakness;
        }

        var id = new AccountId(by.Id);
        await using var db = await databases.CreateDbContextAsync(stop);
        if (!passwords.IsRight(await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == id, stop), command.CurrentPassword))
        {
            return new WrongCurrentPassword();
        }

        var hash = passwords.Hash(command.NewPassword);
        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == id, token);
            account.ChangePassword(hash, mustChange: false);
            foreach (var other in await act.Db.Set<Session>().Where(s => s.AccountId == id && s.EndedAt == null).ToListAsync(token))
            {
                if (other.Id.Value != by.SessionId)
                {
                    other.End(act.Now);
                }
            }

            act.Audit("PasswordChanged", $"account:{id.Value}");
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
