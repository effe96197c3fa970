using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Customers.Contracts;

/// <summary>Another room's part of a customer's page, e.g. the history of their tickets. Customers asks nobody; it is given.</summary>
public interface ICustomerSection
{
    /// <summary>Null when this reader may not see it.</summary>
    Task<RenderFragment?> RenderAsync(CustomerId customer, Actor by, CancellationToken stop);
}
