using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Customers.Merging;

/// <summary>What the customer's page offers to merge, and the two acts.</summary>
internal static class MergingEndpoints
{
    public static void MapMerging(this IEndpointRouteBuilder console)
    {
        console.MapGet("/customers/{id:guid}/twins", async (Guid id, HttpContext context, Actor by, CustomerQuery customers, TwinsQuery query, IAntiforgery forgery, CancellationToken stop) =>
        {
            var customer = await customers.RunAsync(new(id), by, stop);
            var found = await query.RunAsync(new(id), by, stop);
            return (found.Refusal ?? customer.Refusal) is { } refusal
                ? Pages.Refused(context, refusal, "/customers")
                : Pages.Show<TwinsFragment>(new { Customer = customer.Value, Twins = found.Value, Token = forgery.GetAndStoreTokens(context).RequestToken });
        });
        console.MapPost("/customers/{id:guid}/merge", MergeAsync);
        console.MapPost("/customers/{id:guid}/part", async (Guid id, HttpContext context, Actor by, PartCustomerHandler handler, CancellationToken stop) =>
        {
            var parted = await handler.HandleAsync(new(id), by, stop);
            return Pages.Acted(context, parted.Refusal is { } refusal ? refusal : Outcome.Done, $"/customers/{id}", Words.PartDone);
        });
    }

    private static async Task<IResult> MergeAsync(Guid id, [FromForm] IFormCollection form, HttpContext context, Actor by, TwinsQuery query, MergeCustomersHandler handler, CancellationToken stop)
    {
        var typed = form["named"].ToString().Trim();
        var other = await query.NamedAsync(typed.Length > 0 ? typed : form["other"].ToString(), by, stop);
        if (other.Refusal is { } unknown)
        {
            return Pages.Refused(context, unknown, $"/customers/{id}");
        }

        var keepsThis = form["keep"].ToString() != "other";
        var command = keepsThis ? new MergeCustomers(other.Value.Value, id) : new MergeCustomers(id, other.Value.Value);
        int? expected = !keepsThis && int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
        var merged = await handler.HandleAsync(command, expected, by, stop);
        if (merged.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, $"/customers/{id}");
        }

        context.Response.Headers["X-Location"] = $"/customers/{merged.Value.Id.Value}";
        return Pages.Acted(context, Outcome.Done, $"/customers/{merged.Value.Id.Value}", Words.MergeDone, $"/customers/{command.From}/part");
    }
}
