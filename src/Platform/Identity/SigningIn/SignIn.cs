using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.SigningIn;

/// <param name="Device">What the browser calls itself.</param>
/// <param name="Language">Chosen on the way in, which says more than what was preferred before; null when nothing was chosen.</param>
public sealed record SignIn(string Email, string Password, string Device, string? Language = null);

/// <param name="Token">For the cookie; stored only as a hash.</param>
/// <param name="OwesSecondFactor">The session opens nothing until the second factor is given.</param>
public sealed record SignedIn(string Token, bool OwesSecondFactor);

public sealed class SignInHandler(IDbContextFactory<AppDb> databases, IWrites writes, Passwords passwords, TimeProvider clock)
{
    public async Task<Outcome<SignedIn>> HandleAsync(SignIn command, Actor by, CancellationToken stop)
    {
        // The slow hash is computed outside the write, which others wait for.
        var email = Account.NormalEmail(command.Email);
        await using var db = await databases.CreateDbContextAsync(stop);
        var seen = await db.Set<Account>().SingleOrDefaultAsync(a => a.Email == email, stop);
        if (seen is not null && seen.IsLocked(clock.GetUtcNow()))
        {
            return AccountIsLocked.Of(seen, clock.GetUtcNow());
        }

        var right = passwords.IsRight(seen, command.Password) && seen!.IsActive;
        if (seen is null)
        {
            return new WrongEmailOrPassword();
        }

        var stored = await writes.ActAsync<SignedIn?>(by, async (act, token) =>
        {
            // A storm of tries on one account would else end some as changed meanwhile, uncounted.
            await act.HoldAsync([$"account:{seen.Id.Value}"], token);
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == seen.Id, token);
            if (account.IsLocked(act.Now))
            {
                // Tries that came at the same time: those before this one locked it.
                return AccountIsLocked.Of(account, act.Now);
            }

            if (!right)
            {
                account.WrongPassword(act.Now);
                act.Audit("SignInFailed", $"account:{account.Id.Value}", after: new { account.FailedTries });
                return (SignedIn?)null;
            }

            var secret = Tokens.New();
            var session = Session.Start(SessionId.New(act.Now), Tokens.Hash(secret), account.Id, by.Address, command.Device, account.HasSecondFactor, act.Now);
            if (!account.HasSecondFactor)
            {
                // Otherwise the tries are forgiven by the code only: a known password must not buy any number of codes.
                account.SignedIn(act.Now);
            }

            account.Prefer(command.Language ?? account.Language, account.Theme);
            act.Add(session);
            act.Audit("SignedIn", $"account:{account.Id.Value}", after: new { Session = session.Id });
            return new SignedIn(secret, account.HasSecondFactor);
        }, stop);
        return stored.Refusal is { } refusal ? refusal : stored.Value is { } signedIn ? signedIn : new WrongEmailOrPassword();
    }
}
