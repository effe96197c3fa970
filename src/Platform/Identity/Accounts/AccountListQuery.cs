using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

/// <param name="Sessions">Open ones.</param>
public sealed record AccountRow(AccountId Id, string Name, string Email, string Role, Guid? Team, bool IsActive, bool IsLocked, bool HasSecondFactor, bool MustChangePassword, DateTimeOffset? LastSignInAt, int Sessions);

/// <summary>Everybody who may sign in, by name.</summary>
public sealed class AccountListQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int Most = 1000;

    /// <param name="words">Part of a name or an e-mail address; null for all.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<IReadOnlyList<AccountRow>>> RunAsync(string? words, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        var now = clock.GetUtcNow();
        var since = now - Session.Idle;
        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = db.Set<Account>().AsQueryable();
        if (!string.IsNullOrWhiteSpace(words))
        {
            var part = words.Trim();
            var email = Account.NormalEmail(part);
            rows = rows.Where(a => a.Name.Contains(part) || a.Email.Contains(email));
        }

        var accounts = await rows.OrderBy(a => a.Name).Take(Most).ToListAsync(stop);
        var open = await db.Set<Session>().Where(s => s.EndedAt == null && s.LastSeenAt > since).GroupBy(s => s.AccountId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        return accounts.Select(a => new AccountRow(
            a.Id, a.Name, a.Email, a.RoleCode, a.TeamId, a.IsActive, a.IsLocked(now), a.HasSecondFactor, a.MustChangePassword, a.LastSignInAt, open.GetValueOrDefault(a.Id))).ToArray();
    }
}
