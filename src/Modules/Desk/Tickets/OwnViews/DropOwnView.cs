using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.OwnViews;

public sealed record DropOwnView(Guid View);

internal sealed class DropOwnViewHandler(IWrites writes)
{
    /// <summary>A view that is gone already, or somebody else's, is not found and nothing is said about it.</summary>
    public async Task<Outcome> HandleAsync(DropOwnView command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (await act.Db.Set<OwnView>().SingleOrDefaultAsync(v => v.Id == command.View && v.AccountId == by.Id, token) is { } view)
            {
                act.Db.Remove(view);
            }

            return Outcome.Done;
        }, stop);
    }
}
