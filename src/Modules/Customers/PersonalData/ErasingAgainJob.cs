using Banzhang.Platform.Data;
using Banzhang.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.PersonalData;

/// <summary>
/// Where several acts run at once, one may have read a record before it was erased and store what it made of it afterwards: a new contact, a draft, a line
/// of the mailbox's log. Looking at the erasures of the last minutes once more costs nothing; locking each contact's record would.
/// </summary>
internal sealed class ErasingAgainJob(IDbContextFactory<AppDb> databases, EraseCustomerHandler handler, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookedBack = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stop)
    {
        var since = clock.GetUtcNow() - LookedBack;
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var id in await db.Set<Customer>().Where(c => c.ErasedAt >= since && c.KeptId == null).Select(c => c.Id).ToListAsync(stop))
        {
            await handler.AgainAsync(id, stop);
        }
    }
}
