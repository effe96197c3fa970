using Banzhang.Desk.Mailboxes.Display;
using Banzhang.Desk.Mailboxes.Log;
using Banzhang.Desk.Mailboxes.Outbox;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Mailboxes;

/// <summary>The mailbox: what came in, quarantine, one mail as it was sent, the outbox.</summary>
internal static class MailEndpoints
{
    private const string Home = "/mail";

    public static void MapMail(this IEndpointRouteBuilder console)
    {
        console.MapGet(Home, async (MailFate? fate, Guid? account, string? from, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, MailLogQuery query, CancellationToken stop) =>
        {
            var model = await query.RunAsync(new(fate, account, from, cursor), by, stop);
            return model.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : Pages.Show<MailLogPage>(new { Frame = await frames.ForAsync(context, stop), Model = model.Value });
        });
        console.MapGet("/mail/outbox", async (OutgoingState? state, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, OutboxQuery query, CancellationToken stop) =>
        {
            var model = await query.RunAsync(new(state, cursor), by, stop);
            return model.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : Pages.Show<OutboxPage>(new { Frame = await frames.ForAsync(context, stop), Model = model.Value });
        });
        console.MapPost("/mail/outbox/{id:guid}/retry", async (Guid id, IFormCollection form, HttpContext context, Actor by, RetryLetterHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id)), by, stop), $"{Home}/outbox", Words.IsSentAgain));
        console.MapGet("/mail/{id:guid}", async (Guid id, string? remote, HttpContext context, Actor by, ConsoleFrames frames, MailQuery query, CancellationToken stop) =>
        {
            var mail = await query.RunAsync(id, by, stop);
            return mail.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : Pages.Show<MailPage>(new { Frame = await frames.ForAsync(context, stop), Mail = mail.Value, Remote = remote == "1" });
        });
        console.MapGet("/mail/{id:guid}/html", HtmlAsync);
        console.MapGet("/mail/{id:guid}/raw", RawAsync);
        console.MapPost("/mail/{id:guid}/release", async (Guid id, IFormCollection form, HttpContext context, Actor by, ReleaseMailHandler handler, CancellationToken stop) =>
        {
            var released = await handler.HandleAsync(new(new(id)), by, stop);
            return Pages.Acted(context, released.Refusal is { } refusal ? refusal : Outcome.Done, Home, released.IsDone ? $"{WordBook.Say(released.Value.Fate)} {released.Value.Ticket}".TrimEnd() : "");
        });
        console.MapPost("/mail/{id:guid}/fetch", async (Guid id, IFormCollection form, HttpContext context, Actor by, RefetchMailHandler handler, CancellationToken stop) =>
        {
            var fetched = await handler.HandleAsync(new(new(id)), by, stop);
            return Pages.Acted(context, fetched.Refusal is { } refusal ? refusal : Outcome.Done, Home, fetched.IsDone ? $"{WordBook.Say(fetched.Value.Fate)} {fetched.Value.Ticket}".TrimEnd() : "");
        });
        console.MapPost("/mail/{id:guid}/discard", async (Guid id, IFormCollection form, HttpContext context, Actor by, DiscardMailHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id)), by, stop), Home, Words.MailDiscarded));
    }

    /// <summary>Sanitised, and shut into a sandbox by its own headers, wherever it is opened: no script, no forms, nothing from elsewhere unless asked for.</summary>
    private static async Task<IResult> HtmlAsync(Guid id, string? remote, HttpContext context, Actor by, MailQuery query, CancellationToken stop)
    {
        var html = await query.HtmlAsync(id, remote == "1", by, stop);
        if (html.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, "/desk");
        }

        var pictures = remote == "1" ? "data: https: http:" : "data:";
        context.Response.Headers.ContentSecurityPolicy = $"sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src {pictures}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Content(html.Value, "text/html; charset=utf-8");
    }

    private static async Task<IResult> RawAsync(Guid id, HttpContext context, Actor by, MailQuery query, CancellationToken stop)
    {
        var raw = await query.RawAsync(id, by, stop);
        if (raw.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, "/desk");
        }

        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Stream(raw.Value, "application/octet-stream", $"{id:N}.eml");
    }
}
