using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <param name="Team">The room People's team, for the reach "team"; null for none.</param>
public sealed record CreateAccount(string Email, string Name, string Role, Guid? Team = null, string Language = "zh-CN");

/// <param name="Password">Shown once; must be changed at the first sign-in.</param>
public sealed record CreatedAccount(AccountId Id, string Password);

public sealed class CreateAccountHandler(IWrites writes, Passwords passwords)
{
    public async Task<Outcome<CreatedAccount>> HandleAsync(CreateAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return new MayNot(Permissions.ManageAccounts.Code);
        }

        if (CleanText.Check("name", command.Name, 1, 200) is { } unclean)
        {
            return unclean;
        }

        if (!EmailAddress.IsPlausible(command.Email))
        {
            return new EmailIsMalformed();
        }

        var password = Tokens.NewPassword();
        var hash = passwords.Hash(password);
        return await writes.ActAsync<CreatedAccount>(by, async (act, token) =>
        {
            var email = Account.NormalEmail(command.Email);
            if (!await act.Db.Set<Role>().AnyAsync(r => r.Code == command.Role, token))
            {
                return new UnknownRole(command.Role);
            }

            if (await RulingRoles.AgainstAsync(act, by, command.Role, token) is { } ruling)
            {
                return ruling;
            }

            if (await act.Db.Set<Account>().AnyAsync(a => a.Email == email, token))
            {
                return new EmailIsTaken();
            }

            var account = Account.Create(AccountId.New(act.Now), email, command.Name.Trim(), command.Role, command.Team, hash, mustChange: true, act.Now, command.Language);
            act.Add(account);
            act.Audit("AccountCreated", $"account:{account.Id.Value}", after: new { account.RoleCode, account.TeamId });
            return new CreatedAccount(account.Id, password);
        }, stop);
    }
}
