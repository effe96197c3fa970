using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.People.Agents;

/// <summary>Reads accounts, agents and teams together; everybody who works here is an account with a role.</summary>
internal sealed class PeopleQuery(IDbContextFactory<AppDb> databases, TimeProvider clock) : IPeople
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private volatile Known? _known;

    public async ValueTask<PeopleSnapshot> ReadAsync(CancellationToken stop)
    {
        if (_known is { } known && known.ReadAt + Age > clock.GetUtcNow())
        {
            return known.Snapshot;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var seats = await db.Set<Agent>().ToDictionaryAsync(a => a.Id.Value, a => a.Seat, stop);
        var accounts = await db.Set<Account>().Select(a => new { a.Id, a.Name, a.RoleCode, a.TeamId, a.IsActive }).ToListAsync(stop);
        var teams = await db.Set<Team>().OrderBy(t => t.Code).ToListAsync(stop);
        var snapshot = new PeopleSnapshot(
            [.. teams.Select(t => new TeamCard(t.Id, t.Code, t.Name, t.EnglishName, t.Lead))],
            [.. accounts.Select(a => new AgentCard(new(a.Id.Value), a.Name, a.RoleCode, a.TeamId is { } team ? new TeamId(team) : null, seats.GetValueOrDefault(a.Id.Value, ""), a.IsActive)).OrderBy(a => a.Name, StringComparer.Ordinal)]);
        _known = new(clock.GetUtcNow(), snapshot);
        return snapshot;
    }

    public void Forget() => _known = null;

    private sealed record Known(DateTimeOffset ReadAt, PeopleSnapshot Snapshot);
}
