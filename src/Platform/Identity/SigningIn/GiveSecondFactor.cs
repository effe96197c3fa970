using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.SigningIn;

/// <param name="SessionToken">The cookie of the session that owes it.</param>
/// <param name="Code">Six digits of the authenticator, or one of the recovery codes.</param>
public sealed record GiveSecondFactor(string SessionToken, string Code);

public sealed class GiveSecondFactorHandler(IDbContextFactory<AppDb> databases, IWrites writes, SecondFactors factors, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(GiveSecondFactor command, Actor by, CancellationToken stop)
    {
        var hash = Tokens.Hash(command.SessionToken);
        await using var db = await databases.CreateDbContextAsync(stop);
        var owner = await db.Set<Session>().Where(s => s.TokenHash == hash).Select(s => s.AccountId).FirstOrDefaultAsync(stop);
        var secret = factors.SecretOf(await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == owner, stop));
        var stored = await writes.ActAsync<bool>(by, async (act, token) =>
        {
            // As at the door (SignInHandler): tries on one account come one after the other.
            await act.HoldAsync([$"account:{owner.Value}"], token);
            var session = await act.Db.Set<Session>().SingleOrDefaultAsync(s => s.TokenHash == hash, token);
            if (session is null || !session.IsOpen(act.Now) || !session.OwesSecondFactor)
            {
                return new NoSuchSession();
            }

            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == session.AccountId, token);
            if (account.IsLocked(act.Now))
            {
                return AccountIsLocked.Of(account, act.Now);
            }

            if (!SecondFactors.Accept(account, secret, command.Code, act.Now))
            {
                account.WrongPassword(act.Now);
                act.Audit("SecondFactorFailed", $"account:{account.Id.Value}");
                return false;
            }

            session.SecondFactorGiven();
            account.SignedIn(act.Now);
            act.Audit("SecondFactorGiven", $"account:{account.Id.Value}");
            return true;
        }, stop);
        recognition.ForgetAll();
        return stored.Refusal is { } refusal ? refusal : stored.Value ? Outcome.Done : new WrongCode();
    }
}
