using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.OwnViews;

/// <param name="Name">1 to 60 characters; a name that is there already gets the new filters.</param>
/// <param name="Address">Made by the table of tickets.</param>
public sealed record SaveOwnView(string Name, string Address);

internal sealed class SaveOwnViewHandler(IWrites writes)
{
    private const int Most = 30, LongestName = 60, LongestAddress = 2000;

    public async Task<Outcome> HandleAsync(SaveOwnView command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadTickets))
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        if (CleanText.Check("name", command.Name, 1, LongestName) is { } unclean)
        {
            return unclean;
        }

        if (command.Address.Length > LongestAddress)
        {
            return new ViewIsTooLong();
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            var name = command.Name.Trim();
            var own = await act.Db.Set<OwnView>().Where(v => v.AccountId == by.Id).ToListAsync(token);
            if (own.Find(v => v.Name == name) is { } known)
            {
                known.Become(command.Address);
                return Outcome.Done;
            }

            if (own.Count >= Most)
            {
                return new TooManyViews(Most);
            }

            act.Add(OwnView.Of(by.Id, name, command.Address, act.Now));
            return Outcome.Done;
        }, stop);
    }
}
