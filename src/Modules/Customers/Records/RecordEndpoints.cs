using System.Globalization;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Recording;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Customers.Records;

/// <summary>The list of customers and the page of one.</summary>
internal static class RecordEndpoints
{
    private const int AtOnce = 50;

    public static void MapCustomerRecords(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet("/customers", ShowListAsync);
        console.MapGet("/customers/new", async (HttpContext context, Actor by, ConsoleFrames frames, CancellationToken stop) =>
            by.May(Permissions.EditCustomers) ? await NewPageAsync(new(), context, frames, StatusCodes.Status200OK, stop) : await frames.RefusedAsync(context, new MayNot(Permissions.EditCustomers.Code), stop));
        console.MapPost("/customers/new", CreateAsync);
        console.MapGet("/customers/{id:guid}", ShowAsync);
        console.MapGet("/customers/{id:guid}/record", async (Guid id, HttpContext context, Actor by, CustomerQuery query, IAntiforgery forgery, TimeProvider clock, CancellationToken stop) =>
        {
            var found = await query.RunAsync(new(id), by, stop);
            return found.Refusal is { } refusal ? Pages.Refused(context, refusal, "/customers") : Record(found.Value, false, context, by, forgery, clock);
        });
        console.MapPost("/customers/{id:guid}/record/reveal", RevealAsync);
        console.MapPost("/customers/{id:guid}/edit", EditAsync);
    }

    private static async Task<IResult> ShowListAsync(string? q, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, CustomerListQuery query, CancellationToken stop)
    {
        var list = await query.RunAsync(new(q, cursor, AtOnce), by, stop);
        return list.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<CustomersPage>(new { Frame = await frames.ForAsync(context, stop), List = list.Value, Search = q ?? "", IsFirst = string.IsNullOrEmpty(cursor), MayEdit = by.May(Permissions.EditCustomers) });
    }

    private static async Task<IResult> NewPageAsync(CustomerForm form, HttpContext context, ConsoleFrames frames, int status, CancellationToken stop) =>
        Pages.Show<NewCustomerPage>(new { Frame = await frames.ForAsync(context, stop), Form = form }, status);

    private static async Task<IResult> CreateAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, CreateCustomerHandler handler, CancellationToken stop)
    {
        var form = CustomerForm.Read(fields);
        var created = await handler.HandleAsync(form.Creation(), by, stop);
        return created.Refusal is { } refusal
            ? await NewPageAsync(form.With(refusal), context, frames, Problems.StatusOf(refusal), stop)
            : Results.LocalRedirect($"/customers/{created.Value.Id.Value}");
    }

    private static async Task<IResult> ShowAsync(Guid id, HttpContext context, Actor by, ConsoleFrames frames, CustomerQuery query, IEnumerable<ICustomerSection> sections, CancellationToken stop)
    {
        var found = await query.RunAsync(new(id), by, stop);
        return found.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop)
            : found.Value.Id.Value != id ? Results.LocalRedirect($"/customers/{found.Value.Id.Value}")
            : await PageAsync(found.Value, false, context, by, frames, sections, stop);
    }

    private static async Task<IResult> PageAsync(CustomerView customer, bool revealed, HttpContext context, Actor by, ConsoleFrames frames, IEnumerable<ICustomerSection> sections, CancellationToken stop)
    {
        var drawn = new List<RenderFragment>();
        foreach (var section in sections)
        {
            if (await section.RenderAsync(customer.Id, by, stop) is { } part)
            {
                drawn.Add(part);
            }
        }

        return Pages.Show<CustomerPage>(new
        {
            Frame = await frames.ForAsync(context, stop),
            Customer = customer,
            Sections = drawn,
            MayReveal = by.May(Permissions.RevealContactData),
            MayEdit = by.May(Permissions.EditCustomers),
            MayMerge = by.May(Permissions.MergeCustomers),
            MayExport = by.May(Permissions.ExportPersonalData),
            MayErase = by.May(Permissions.ErasePersonalData),
            Revealed = revealed,
        });
    }

    private static IResult Record(CustomerView customer, bool revealed, HttpContext context, Actor by, IAntiforgery forgery, TimeProvider clock) => Pages.Show<RecordSection>(new
    {
        Customer = customer,
        Now = clock.GetUtcNow(),
        MayReveal = customer.ErasedAt is null && by.May(Permissions.RevealContactData),
        MayEdit = customer.ErasedAt is null && by.May(Permissions.EditCustomers),
        MayMerge = customer.ErasedAt is null && by.May(Permissions.MergeCustomers),
        Revealed = revealed,
        Token = forgery.GetAndStoreTokens(context).RequestToken,
    });

    private static async Task<IResult> RevealAsync(
        Guid id, [FromForm] string? reason, HttpContext context, Actor by, RevealContactDataHandler handler, ConsoleFrames frames, IEnumerable<ICustomerSection> sections, IAntiforgery forgery, TimeProvider clock, CancellationToken stop)
    {
        var revealed = await handler.HandleAsync(new(new CustomerId(id), reason ?? ""), by, stop);
        if (revealed.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, $"/customers/{id}");
        }

        var clear = revealed.Value with { IsMasked = false };
        return Pages.IsAct(context) ? Record(clear, true, context, by, forgery, clock) : await PageAsync(clear, true, context, by, frames, sections, stop);
    }

    private static async Task<IResult> EditAsync(Guid id, [FromForm] IFormCollection fields, HttpContext context, Actor by, ChangeCustomerHandler handler, CancellationToken stop)
    {
        // "over" came with the conflict: the reader has seen that version and saves again.
        var seen = fields.ContainsKey("over") ? fields["over"][^1] : fields["version"].ToString();
        var changed = await handler.HandleAsync(new(id), CustomerForm.Read(fields).Change(isUncovered: fields.ContainsKey("uncovered")), int.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0, by, stop);
        return changed.Refusal is StaleVersion { Current: CustomerView now } && Pages.IsAct(context)
            ? Pages.Show<CustomerConflict>(new { Now = now }, StatusCodes.Status412PreconditionFailed)
            : Pages.Acted(context, changed.Refusal is { } refusal ? refusal : Outcome.Done, $"/customers/{id}", Words.Saved);
    }
}
