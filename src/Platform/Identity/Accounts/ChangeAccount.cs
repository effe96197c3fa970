using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>Nobody takes their own role away, or gives themselves another.</summary>
public sealed record OwnRoleStays() : Invalid("role");

/// <param name="Team">The room People's team, for the reach "team"; null for none.</param>
public sealed record ChangeAccount(AccountId Account, string Name, string Role, Guid? Team);

/// <summary>A person gets another name, role or team; what they may do changes with their next request.</summary>
public sealed class ChangeAccountHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(ChangeAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        if (CleanText.Check("name", command.Name, 1, 200) is { } unclean)
        {
            return unclean;
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            if (!await act.Db.Set<Role>().AnyAsync(r => r.Code == command.Role, token))
            {
                return new UnknownRole(command.Role);
            }

            if (await act.Db.Set<Account>().SingleOrDefaultAsync(a => a.Id == command.Account, token) is not { } account)
            {
                return new NoSuchAccount();
            }

            if ((await RulingRoles.AgainstAsync(act, by, account.RoleCode, token) ?? await RulingRoles.AgainstAsync(act, by, command.Role, token)) is { } ruling)
            {
                return ruling;
            }

            if (command.Account.Value == by.Id && command.Role != account.RoleCode)
            {
                return new OwnRoleStays();
            }

            var before = new { account.RoleCode, account.TeamId };
            account.Rename(command.Name.Trim());
            account.Place(command.Role, command.Team);
            act.Audit("AccountChanged", $"account:{account.Id.Value}", before, new { account.RoleCode, account.TeamId });
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
