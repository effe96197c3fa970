using System.Globalization;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.ApiKeys;
using Banzhang.Platform.Identity.Roles;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;

namespace Banzhang.Web.Administration;

/// <summary>The settings of people and system: accounts, roles, keys, audit.</summary>
internal static class AdministrationEndpoints
{
    public static void MapAdministration(this WebApplication app)
    {
        var console = app.MapConsole();
        console.MapGet("/settings/accounts", (string? q, Guid? edit, HttpContext context, Actor by, ConsoleFrames frames, AccountListQuery query, IPeople people, CancellationToken stop) =>
            AccountsAsync(q, null, new(Edited: edit), StatusCodes.Status200OK, context, by, frames, query, people, stop));
        console.MapPost("/settings/accounts", CreateAccountAsync);
        console.MapPost("/settings/accounts/{id:guid}", ChangeAccountAsync);
        console.MapPost("/settings/accounts/{id:guid}/renew-password", RenewPasswordAsync);
        console.MapPost("/settings/accounts/{id:guid}/take-off-second-factor", async (Guid id, [FromForm] string? name, HttpContext context, Actor by, TakeOffSecondFactorHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id)), by, stop), "/settings/accounts", WordBook.Say(Words.SecondFactorTakenOff, name)));
        console.MapPost("/settings/accounts/{id:guid}/end-sessions", async (Guid id, [FromForm] string? name, HttpContext context, Actor by, EndSessionsHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id)), by, stop), "/settings/accounts", WordBook.Say(Words.SessionsEnded, name)));
        console.MapPost("/settings/accounts/{id:guid}/deactivate", async (Guid id, [FromForm] string? name, HttpContext context, Actor by, SwitchAccountHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id), false), by, stop), "/settings/accounts", WordBook.Say(Words.Deactivated, name), $"/settings/accounts/{id}/activate"));
        console.MapPost("/settings/accounts/{id:guid}/activate", async (Guid id, [FromForm] IFormCollection form, HttpContext context, Actor by, SwitchAccountHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id), true), by, stop), "/settings/accounts", WordBook.Say(Words.Activated, form["name"].ToString())));
        console.MapGet("/settings/roles", ShowRolesAsync);
        console.MapPost("/settings/roles", async ([FromForm] string role, [FromForm] string permission, [FromForm] Scope reach, HttpContext context, Actor by, GrantPermissionHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(role, permission, reach), by, stop), $"/settings/roles?role={Uri.EscapeDataString(role)}", WordBook.Say(Words.Granted, AdministrationText.Permission(permission), WordBook.Say(reach))));
        console.MapGet("/settings/api-keys", (HttpContext context, Actor by, ConsoleFrames frames, ApiKeyListQuery query, CancellationToken stop) =>
            ApiKeysAsync(null, new(), StatusCodes.Status200OK, context, by, frames, query, stop));
        console.MapPost("/settings/api-keys", IssueKeyAsync);
        console.MapPost("/settings/api-keys/{id:guid}/revoke", async (Guid id, [FromForm] string? name, HttpContext context, Actor by, RevokeApiKeyHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id)), by, stop), "/settings/api-keys", WordBook.Say(Words.RevokedIt, name)));
        console.MapGet("/settings/audit", ShowAuditAsync);
    }

    private static async Task<IResult> AccountsAsync(
        string? q, OneTimeSecret? created, Typed typed, int status, HttpContext context, Actor by, ConsoleFrames frames, AccountListQuery query, IPeople people, CancellationToken stop)
    {
        var list = await query.RunAsync(q, by, stop);
        return list.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<AccountsPage>(new { Frame = await frames.ForAsync(context, stop), List = list.Value, (await people.ReadAsync(stop)).Teams, Search = q ?? "", Created = created, Typed = typed }, status);
    }

    private static async Task<IResult> CreateAccountAsync(
        [FromForm] string? name, [FromForm] string? email, [FromForm] string? role, [FromForm] string? team, HttpContext context, Actor by, ConsoleFrames frames, CreateAccountHandler handler, AccountListQuery query, IPeople people, CancellationToken stop)
    {
        var created = await handler.HandleAsync(new(email ?? "", name ?? "", role ?? "", Guid.TryParse(team, out var known) ? known : null), by, stop);
        context.Response.Headers.CacheControl = "no-store";
        return created.Refusal is { } refusal
            ? await AccountsAsync(null, null, With(refusal, new(name ?? "", email ?? "", role ?? "", team ?? "")), Problems.StatusOf(refusal), context, by, frames, query, people, stop)
            : await AccountsAsync(null, new(name ?? "", created.Value.Password), new(), StatusCodes.Status200OK, context, by, frames, query, people, stop);
    }

    private static async Task<IResult> ChangeAccountAsync(
        Guid id, [FromForm] string? name, [FromForm] string? role, [FromForm] string? team, HttpContext context, Actor by, ConsoleFrames frames, ChangeAccountHandler handler, AccountListQuery query, IPeople people, CancellationToken stop)
    {
        var changed = await handler.HandleAsync(new(new(id), name ?? "", role ?? "", Guid.TryParse(team, out var known) ? known : null), by, stop);
        people.Forget();
        return changed.Refusal is { } refusal && !Pages.IsAct(context)
            ? await AccountsAsync(null, null, With(refusal, new(name ?? "", "", role ?? "", team ?? "", Edited: id)), Problems.StatusOf(refusal), context, by, frames, query, people, stop)
            : Pages.Acted(context, changed, "/settings/accounts", WordBook.Say(Words.AccountChanged, name));
    }

    private static async Task<IResult> RenewPasswordAsync(
        Guid id, [FromForm] string? name, HttpContext context, Actor by, ConsoleFrames frames, RenewPasswordHandler handler, AccountListQuery query, IPeople people, CancellationToken stop)
    {
        var renewed = await handler.HandleAsync(new(new(id)), by, stop);
        context.Response.Headers.CacheControl = "no-store";
        return renewed.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : await AccountsAsync(null, new(name ?? "", renewed.Value.Password), new(), StatusCodes.Status200OK, context, by, frames, query, people, stop);
    }

    private static async Task<IResult> ShowRolesAsync(string? role, HttpContext context, Actor by, ConsoleFrames frames, RoleQuery query, CancellationToken stop)
    {
        var view = await query.RunAsync(role, by, stop);
        return view.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<RolesPage>(new { Frame = await frames.ForAsync(context, stop), View = view.Value });
    }

    private static async Task<IResult> ApiKeysAsync(OneTimeSecret? issued, Typed typed, int status, HttpContext context, Actor by, ConsoleFrames frames, ApiKeyListQuery query, CancellationToken stop)
    {
        var list = await query.RunAsync(by, stop);
        return list.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<ApiKeysPage>(new { Frame = await frames.ForAsync(context, stop), List = list.Value, Issued = issued, Typed = typed }, status);
    }

    private static async Task<IResult> IssueKeyAsync(
        [FromForm] string? name, [FromForm] string? role, [FromForm] string? days, HttpContext context, Actor by, ConsoleFrames frames, IssueApiKeyHandler handler, ApiKeyListQuery query, CancellationToken stop)
    {
        var issued = await handler.HandleAsync(new(name ?? "", role ?? "", int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0), by, stop);
        context.Response.Headers.CacheControl = "no-store";
        return issued.Refusal is { } refusal
            ? await ApiKeysAsync(null, With(refusal, new(name ?? "", Role: role ?? "", Days: days ?? "")), Problems.StatusOf(refusal), context, by, frames, query, stop)
            : await ApiKeysAsync(new(name ?? "", issued.Value.Token), new(), StatusCodes.Status200OK, context, by, frames, query, stop);
    }

    private static async Task<IResult> ShowAuditAsync(string? actor, string? action, string? subject, long? before, HttpContext context, Actor by, ConsoleFrames frames, AuditQuery query, CancellationToken stop)
    {
        var filter = new AuditFilter(actor, action, subject, before);
        var trail = await query.RunAsync(filter, by, stop);
        return trail.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<AuditTrailPage>(new { Frame = await frames.ForAsync(context, stop), Trail = trail.Value, Filter = filter });
    }

    private static Typed With(Refusal refusal, Typed typed) => typed with { Field = refusal is Invalid { Field.Length: > 0 } invalid ? invalid.Field : "name", Error = WordBook.Say(refusal) };
}
