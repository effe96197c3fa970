using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.Accounts;

public sealed record SessionRow(SessionId Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string Address, string Device, bool IsThis);

public sealed record OwnAccount(string Name, string Email, string Role, bool HasSecondFactor, int RecoveryCodes, IReadOnlyList<SessionRow> Sessions);

/// <summary>One's own account with its open sessions.</summary>
public sealed class AccountQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int MostSessions = 50;

    public async Task<OwnAccount?> OfAsync(Actor by, CancellationToken stop)
    {
        var id = new AccountId(by.Id);
        var since = clock.GetUtcNow() - Session.Idle;
        await using var db = await databases.CreateDbContextAsync(stop);
        if (by.Kind != ActorKind.Person || await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == id, stop) is not { } account)
        {
            return null;
        }

        var sessions = await db.Set<Session>().Where(s => s.AccountId == id && s.EndedAt == null && s.LastSeenAt > since)
            .OrderByDescending(s => s.LastSeenAt).Take(MostSessions).ToListAsync(stop);
        return new(account.Name, account.Email, account.RoleCode, account.HasSecondFactor, account.CountRecoveryCodes(),
            [.. sessions.Select(s => new SessionRow(s.Id, s.CreatedAt, s.LastSeenAt, s.Address, s.Device, s.Id.Value == by.SessionId))]);
    }

    /// <summary>False on a new installation, which has to be set up first.</summary>
    public async Task<bool> AnyAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Account>().AnyAsync(stop);
    }
}
