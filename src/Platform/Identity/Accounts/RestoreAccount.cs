using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <summary>An account as an export of everything holds it: without password and second factor, which leave the product never.</summary>
public sealed record AccountRecord(Guid Id, string Email, string Name, string Role, string Language, bool IsActive, DateTimeOffset CreatedAt);

public sealed record AccountIsKnown : Conflict;

/// <summary>Everybody who may or might sign in, the longest known first: for exports.</summary>
public sealed class AccountRecordsQuery(IDbContextFactory<AppDb> databases)
{
    public async Task<Outcome<IReadOnlyList<AccountRecord>>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return (await db.Set<Account>().AsNoTracking().OrderBy(a => a.CreatedAt).ThenBy(a => a.Email).ToListAsync(stop))
            .Select(a => new AccountRecord(a.Id.Value, a.Email, a.Name, a.RoleCode, a.Language, a.IsActive, a.CreatedAt)).ToArray();
    }
}

/// <summary>Puts an account back with its id and a one-time password; one that was switched off stays off.</summary>
public sealed class RestoreAccountHandler(IWrites writes, Passwords passwords)
{
    /// <returns>The password; empty for an account that is switched off.</returns>
    public async Task<Outcome<CreatedAccount>> HandleAsync(AccountRecord record, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        if (CleanText.Check("name", record.Name, 1, 200) is { } unclean)
        {
            return unclean;
        }

        if (record.Id == Guid.Empty)
        {
            return new TextIsMissing("id");
        }

        if (!EmailAddress.IsPlausible(record.Email))
        {
            return new EmailIsMalformed();
        }

        var password = record.IsActive ? Tokens.NewPassword() : "";
        var hash = passwords.Hash(record.IsActive ? password : Tokens.NewPassword());
        return await writes.ActAsync<CreatedAccount>(by, async (act, token) =>
        {
            var (email, id) = (Account.NormalEmail(record.Email), new AccountId(record.Id));
            if (!await act.Db.Set<Role>().AnyAsync(r => r.Code == record.Role, token))
            {
                return new UnknownRole(record.Role);
            }

            if (await RulingRoles.AgainstAsync(act, by, record.Role, token) is { } ruling)
            {
                return ruling;
            }

            if (await act.Db.Set<Account>().AnyAsync(a => a.Id == id, token))
            {
                return new AccountIsKnown();
            }

            if (await act.Db.Set<Account>().AnyAsync(a => a.Email == email, token))
            {
                return new EmailIsTaken();
            }

            var account = Account.Create(id, email, record.Name.Trim(), record.Role, null, hash, mustChange: true, record.CreatedAt, record.Language == "en" ? "en" : "zh-CN");
            if (!record.IsActive)
            {
                account.Deactivate();
            }

            act.Add(account);
            act.Audit("AccountRestored", $"account:{account.Id.Value}", after: new { account.RoleCode, account.IsActive });
            return new CreatedAccount(account.Id, password);
        }, stop);
    }
}
