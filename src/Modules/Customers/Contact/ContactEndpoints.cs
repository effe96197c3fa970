using Banzhang.Customers.Contracts;
using Banzhang.Customers.Recording;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Customers.Contact;

internal static class ContactEndpoints
{
    public static void MapContact(this IEndpointRouteBuilder console)
    {
        console.MapGet("/customers/{id:guid}/contact", async (Guid id, HttpContext context, Actor by, CustomerQuery query, CancellationToken stop) =>
        {
            var found = await query.RunAsync(new(id), by, stop);
            return found.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk") : Card(found.Value, by);
        });
        console.MapPost("/customers/{id:guid}/reveal", async (Guid id, [FromForm] string? reason, HttpContext context, Actor by, RevealContactDataHandler handler, CancellationToken stop) =>
        {
            var revealed = await handler.HandleAsync(new(new CustomerId(id), reason ?? ""), by, stop);
            return revealed.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk") : Card(revealed.Value with { IsMasked = false }, by);
        });
    }

    private static IResult Card(CustomerView customer, Actor by) =>
        Pages.Show<ContactCard>(new { Customer = customer, MayReveal = by.May(Permissions.RevealContactData) });
}
