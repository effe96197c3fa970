using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.List;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Counter;

/// <param name="Categories">In use lately.</param>
public sealed record NewContact(Channel Channel, string Phone, IReadOnlyList<string> Categories)
{
    public bool IsPhone => Channel == Channel.Phone;
}

/// <param name="IsExact">The whole number is theirs, not only its beginning: the ticket will be theirs.</param>
/// <param name="Recent">Their last tickets within the reader's reach.</param>
public sealed record CustomerMatch(CustomerGlance Customer, bool IsExact, IReadOnlyList<TicketRow> Recent);

/// <summary>Who may be calling, while the number is being typed.</summary>
internal sealed class CustomerMatchQuery(ICustomers customers, TicketListQuery list)
{
    private const int Most = 4;
    private const int Recent = 4;

    public async Task<IReadOnlyList<CustomerMatch>> RunAsync(string typed, Actor by, CancellationToken stop)
    {
        var exact = PhoneNumber.Normal(typed).Length > 0 ? await customers.RecallAsync(typed, by, stop) : [];
        var found = exact.Count > 0 ? exact : await customers.MatchAsync(typed, Most, by, stop);
        var matches = new List<CustomerMatch>(found.Count);
        foreach (var customer in found)
        {
            var recent = await list.RunAsync(new(TicketViewNames.All, Sort: "newest", Limit: Recent, Customer: customer.Id.Value), by, stop);
            matches.Add(new(customer, exact.Count > 0, recent.IsDone ? recent.Value.Items : []));
        }

        return matches;
    }
}
