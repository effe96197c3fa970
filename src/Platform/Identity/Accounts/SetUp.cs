using System.Security.Cryptography;
using System.Text;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>Printed by a server that has no account yet: only who started it can make the first administrator.</summary>
public sealed class SetUpCode
{
    public string Value { get; } = Tokens.NewPassword();
}

public sealed record SetUp(string Code, string Name, string Email, string Password);

/// <summary>Makes the first account, the administrator's; refused once there is any.</summary>
public sealed class SetUpHandler(IWrites writes, Passwords passwords, SetUpCode code)
{
    public async Task<Outcome<AccountId>> HandleAsync(SetUp command, Actor by, CancellationToken stop)
    {
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(command.Code.Trim()), Encoding.UTF8.GetBytes(code.Value)))
        {
            return new WrongSetUpCode();
        }

        if ((CleanText.Check("name", command.Name, 1, 200) ?? (Refusal?)(EmailAddress.IsPlausible(command.Email) ? null : new EmailIsMalformed()) ?? Passwords.Weakness(command.Password)) is { } invalid)
        {
            return invalid;
        }

        var hash = passwords.Hash(command.Password);
        return await writes.ActAsync<AccountId>(by, async (act, token) =>
        {
            if (await act.Db.Set<Account>().AnyAsync(token))
            {
                return new AlreadySetUp();
            }

            var account = Account.Create(AccountId.New(act.Now), command.Email, command.Name.Trim(), RoleCodes.Administrator, null, hash, mustChange: false, act.Now);
            act.Add(account);
            act.Audit("SetUp", $"account:{account.Id.Value}");
            return account.Id;
        }, stop);
    }
}
