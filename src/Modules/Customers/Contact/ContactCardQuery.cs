using Banzhang.Customers.Contracts;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Customers.Contact;

/// <summary>The customer's card beside a conversation.</summary>
internal sealed class ContactCardQuery(CustomerQuery customers) : ICustomerCards
{
    public async Task<RenderFragment?> ContactAsync(CustomerId id, Actor by, CancellationToken stop)
    {
        var found = await customers.RunAsync(id, by, stop);
        return found.IsDone ? builder =>
        {
            builder.OpenComponent<ContactCard>(0);
            builder.AddComponentParameter(1, nameof(ContactCard.Customer), found.Value);
            builder.AddComponentParameter(2, nameof(ContactCard.MayReveal), by.May(Permissions.RevealContactData));
            builder.CloseComponent();
        }
        : null;
    }
}
