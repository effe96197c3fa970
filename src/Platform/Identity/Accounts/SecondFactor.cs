using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

public sealed record PrepareSecondFactor;

/// <param name="Secret">Base 32, to type into an authenticator.</param>
/// <param name="Uri">The same as a QR picture's content.</param>
public sealed record PreparedSecondFactor(string Secret, string Uri);

public sealed class PrepareSecondFactorHandler(IWrites writes, SecondFactors factors)
{
    public async Task<Outcome<PreparedSecondFactor>> HandleAsync(PrepareSecondFactor command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        var secret = Totp.NewSecret();
        var kept = factors.Protect(secret);
        return await writes.ActAsync<PreparedSecondFactor>(by, async (act, token) =>
        {
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(by.Id), token);
            if (account.HasSecondFactor)
            {
                return new SecondFactorIsOn();
            }

            account.PrepareSecondFactor(kept);
            return new PreparedSecondFactor(Totp.ToBase32(secret), Totp.ProvisioningUri(secret, account.Email));
        }, stop);
    }
}

public sealed record ConfirmSecondFactor(string Code);

/// <summary>Switches the second factor on after a right code, and hands out the recovery codes once.</summary>
public sealed class ConfirmSecondFactorHandler(IDbContextFactory<AppDb> databases, IWrites writes, SecondFactors factors)
{
    public async Task<Outcome<IReadOnlyList<string>>> HandleAsync(ConfirmSecondFactor command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var secret = factors.SecretOf(await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == new AccountId(by.Id), stop));
        return await writes.ActAsync<IReadOnlyList<string>>(by, async (act, token) =>
        {
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(by.Id), token);
            if (secret.Length == 0 || Totp.Match(secret, command.Code, act.Now, account.LastTotpStep) is not { } step)
            {
                return new WrongCode();
            }

            var codes = SecondFactors.NewRecoveryCodes();
            account.ConfirmSecondFactor(step, codes.Select(SecondFactors.HashOf));
            act.Audit("SecondFactorSwitchedOn", $"account:{account.Id.Value}");
            return (Outcome<IReadOnlyList<string>>)codes.ToArray();
        }, stop);
    }
}

/// <summary>Switches it off with a current code: a stolen open screen is not enough.</summary>
public sealed record DropSecondFactor(string Code);

public sealed class DropSecondFactorHandler(IDbContextFactory<AppDb> databases, IWrites writes, SecondFactors factors, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(DropSecondFactor command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var secret = factors.SecretOf(await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == new AccountId(by.Id), stop));
        var stored = await writes.ActAsync<bool>(by, async (act, token) =>
        {
            // As at the door (SignInHandler): tries on one account come one after the other.
            await act.HoldAsync([$"account:{by.Id}"], token);
            var account = await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(by.Id), token);
            if (account.IsLocked(act.Now))
            {
                return AccountIsLocked.Of(account, act.Now);
            }

            if (!SecondFactors.Accept(account, secret, command.Code, act.Now))
            {
                // Counted as at the door: whoever took over an open screen does not get to try them all.
                account.WrongPassword(act.Now);
                act.Audit("SecondFactorFailed", $"account:{account.Id.Value}");
                return false;
            }

            account.Unlock();
            account.DropSecondFactor();
            act.Audit("SecondFactorSwitchedOff", $"account:{account.Id.Value}");
            return true;
        }, stop);
        recognition.ForgetAll();
        return stored.Refusal is { } refusal ? refusal : stored.Value ? Outcome.Done : new WrongCode();
    }
}
