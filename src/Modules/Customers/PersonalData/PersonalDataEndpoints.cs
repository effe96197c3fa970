using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Customers.PersonalData;

/// <param name="Expected">As the record says.</param>
public sealed record ConfirmationDiffers(string Expected) : Invalid("confirm")
{
    public override object[] Arguments => [Expected];
}

/// <summary>A person's rights: a copy of their data, and to have them erased.</summary>
internal static class PersonalDataEndpoints
{
    public static void MapPersonalData(this IEndpointRouteBuilder console)
    {
        console.MapGet("/customers/{id:guid}/export", async (Guid id, HttpContext context, Actor by, ExportPersonalDataHandler handler, CancellationToken stop) =>
        {
            var copy = await handler.HandleAsync(new(id), by, stop);
            return copy.Refusal is { } refusal ? Pages.Refused(context, refusal, $"/customers/{id}") : Download(copy.Value, stop);
        });
        console.MapPost("/customers/{id:guid}/erase", EraseAsync);
    }

    /// <summary>What must be typed to confirm: the name, or the number elsewhere.</summary>
    internal static string ConfirmationOf(CustomerView customer) => customer.Name;

    internal static IResult Download(PersonalDataCopy copy, CancellationToken stop) => new NeverKept(Results.Stream(file => copy.WriteAsync(file, stop), "application/json", copy.FileName));

    private static async Task<IResult> EraseAsync(Guid id, [FromForm] IFormCollection form, HttpContext context, Actor by, CustomerQuery customers, EraseCustomerHandler handler, CancellationToken stop)
    {
        var found = await customers.RunAsync(new(id), by, stop);
        if (found.Refusal is { } unknown)
        {
            return Pages.Refused(context, unknown, $"/customers/{id}");
        }

        var typed = form["confirm"].ToString().Trim();
        if (found.Value.ErasedAt is null && typed != found.Value.Name.Trim() && (typed.Length == 0 || typed != found.Value.ExternalId))
        {
            return Pages.Refused(context, new ConfirmationDiffers(ConfirmationOf(found.Value)), $"/customers/{id}");
        }

        var erased = await handler.HandleAsync(new(id), new(form["reason"].ToString()), int.TryParse(form["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null, by, stop);
        if (erased.IsDone)
        {
            context.Response.Headers["X-Location"] = $"/customers/{erased.Value.Id.Value}";
        }

        return Pages.Acted(context, erased.Refusal is { } refusal ? refusal : Outcome.Done, $"/customers/{id}", Words.EraseDone);
    }

    /// <summary>No browser and no proxy keeps a copy of it.</summary>
    private sealed class NeverKept(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return answer.ExecuteAsync(httpContext);
        }
    }
}
