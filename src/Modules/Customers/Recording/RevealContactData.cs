using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Customers.Recording;

public sealed record RevealContactData(CustomerId Customer, string Reason);

/// <summary>Uncovers phone and e-mail of one customer; who, when and why are logged.</summary>
public sealed class RevealContactDataHandler(IWrites writes)
{
    public async Task<Outcome<CustomerView>> HandleAsync(RevealContactData command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.RevealContactData))
        {
            return by.RefusalOf(Permissions.RevealContactData);
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new RevealNeedsReason();
        }

        if (CleanText.Check("reason", command.Reason, 1, 300) is { } unclean)
        {
            return unclean;
        }

        return await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            var customer = await MergedRecordsQuery.KeptAsync(act.Db, command.Customer, token);
            if (customer is null)
            {
                return new NoSuchCustomer();
            }

            if (customer.ErasedAt is not null)
            {
                return new CustomerIsErased();
            }

            act.Tell(new ContactDataRevealed(customer.Id, command.Reason.Trim()));
            act.Audit("ContactDataRevealed", $"customer:{customer.Id.Value}", after: new { Reason = command.Reason.Trim() });
            return CustomerView.For(by, customer, revealed: true, await MergedRecordsQuery.OfAsync(act.Db, customer, token));
        }, stop);
    }
}
