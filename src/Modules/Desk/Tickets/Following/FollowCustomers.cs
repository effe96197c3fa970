using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.Following;

/// <summary>
/// Tickets belong to the record that is kept of two merged ones, and go back with the one they came by when the two are parted. What the record is now
/// is asked, not what the event says: so the order of the events does not matter.
/// </summary>
internal sealed class FollowCustomersHandler(ICustomers customers) : IHear<CustomerMerged>, IHear<CustomerParted>
{
    public Task HearAsync(CustomerMerged happened, Delivery delivery, CancellationToken stop) => FollowAllAsync(happened.Records, delivery, stop);

    public Task HearAsync(CustomerParted happened, Delivery delivery, CancellationToken stop) => FollowAllAsync(happened.Records, delivery, stop);

    private async Task FollowAllAsync(IReadOnlyList<CustomerId> records, Delivery delivery, CancellationToken stop)
    {
        foreach (var record in records)
        {
            await FollowAsync(delivery.Act, record, await customers.KeptAsync(delivery.Act, record, stop), stop);
        }

        delivery.Topics.Add("desk");
    }

    /// <param name="act">Whose transaction.</param>
    /// <param name="record">The record tickets came by.</param>
    /// <param name="kept">Whose they are; the same for a record that lives on its own.</param>
    /// <param name="stop">Cancels.</param>
    internal static async Task FollowAsync(Act act, CustomerId record, CustomerId kept, CancellationToken stop)
    {
        var tickets = act.Db.Set<Ticket>();
        CustomerId? came = record;
        if (kept == record)
        {
            await tickets.Where(t => t.CameBy == came).ExecuteUpdateAsync(set => set.SetProperty(t => t.CustomerId, record).SetProperty(t => t.CameBy, (CustomerId?)null), stop);
            return;
        }

        await tickets.Where(t => t.CameBy == came && t.CustomerId != kept).ExecuteUpdateAsync(set => set.SetProperty(t => t.CustomerId, kept), stop);
        await tickets.Where(t => t.CustomerId == record && t.CameBy == null).ExecuteUpdateAsync(set => set.SetProperty(t => t.CustomerId, kept).SetProperty(t => t.CameBy, came), stop);
    }
}

/// <summary>
/// A contact may arrive in the very moment its customer is merged, recognised before and stored after. Looking at each new ticket would cost every
/// contact a round trip; looking at the merges of the last minutes once more costs nothing.
/// </summary>
internal sealed class FollowingJob(IWrites writes, ICustomers customers, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookedBack = TimeSpan.FromMinutes(10);

    public async Task RunAsync(CancellationToken stop)
    {
        var merged = await customers.MergedSinceAsync(clock.GetUtcNow() - LookedBack, stop);
        if (merged.Count == 0)
        {
            return;
        }

        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            foreach (var record in merged)
            {
                await FollowCustomersHandler.FollowAsync(act, record, await customers.KeptAsync(act, record, token), token);
            }

            return Outcome.Done;
        }, stop);
    }
}
