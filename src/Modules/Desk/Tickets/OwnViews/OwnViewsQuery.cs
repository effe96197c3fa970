using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.OwnViews;

public sealed record OwnViewRow(Guid Id, string Name, string Address);

/// <summary>A person's own views, the oldest first.</summary>
internal sealed class OwnViewsQuery(IDbContextFactory<AppDb> databases)
{
    public async Task<IReadOnlyList<OwnViewRow>> RunAsync(Actor by, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<OwnView>().Where(v => v.AccountId == by.Id).OrderBy(v => v.CreatedAt).Select(v => new OwnViewRow(v.Id, v.Name, v.Address)).ToListAsync(stop);
    }
}
