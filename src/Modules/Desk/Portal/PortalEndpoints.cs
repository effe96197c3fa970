using System.Globalization;
using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal.Branding;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Desk.Portal;

/// <summary>The customer's side: no sign-in, works without script, speaks whole sentences.</summary>
internal static class PortalEndpoints
{
    public static void MapPortal(this IEndpointRouteBuilder routes)
    {
        var portal = routes.MapGroup("/portal").ExcludeFromDescription();
        // With the context alone these would be taken for raw request delegates, whose answer nobody writes.
        portal.MapGet("", (HttpContext context, Actor _) => ShowFormAsync(context, new()));
        portal.MapGet("/new", (HttpContext context, Actor _) => ShowFormAsync(context, new()));
        portal.MapPost("/new", SubmitAsync).RequireRateLimiting(PortalLimit.Name).WithMetadata(new BodyLimit(AttachmentLimits.OfCustomer.FormBytes)).AddEndpointFilterFactory(SentOnce);
        portal.MapGet("/thanks", async (HttpContext context, Actor _) => Pages.Show<PortalThanksPage>(new { Frame = await PortalFrame.OfAsync(context) }));
        portal.MapBrand();
        portal.MapGet("/thanks/{link}", ShowThanksAsync);
        portal.MapGet("/find", FindAsync);
        portal.MapGet("/t/{link}", ShowTicketAsync);
        portal.MapGet("/t/{link}/files/{id:guid}", ReadFileAsync);
        portal.MapPost("/t/{link}/write", WriteAsync).RequireRateLimiting(PortalLimit.Name).WithMetadata(new BodyLimit(AttachmentLimits.OfCustomer.FormBytes)).AddEndpointFilter<RouteHandlerBuilder, IdempotentFormFilter>();
        portal.MapPost("/t/{link}/confirm", ConfirmAsync).RequireRateLimiting(PortalLimit.Name);
        portal.MapPost("/language", ChooseLanguage);
    }

    /// <summary>The page for one who was too fast.</summary>
    public static async Task<IResult> TooFastAsync(HttpContext context) =>
        Pages.IsAct(context)
            ? Pages.Show<Platform.Ui.Refusal>(new { Text = Words.TooFast }, StatusCodes.Status429TooManyRequests)
            : await NoticeAsync(context, Words.TooFastTitle, Words.TooFast, StatusCodes.Status429TooManyRequests);

    /// <summary>A request that is sent again under its key leads to the page of the one that arrived.</summary>
    private static EndpointFilterDelegate SentOnce(EndpointFilterFactoryContext context, EndpointFilterDelegate next)
    {
        var links = context.ApplicationServices.GetRequiredService<PortalLinks>();
        var filter = IdempotentFormFilter.Making<TicketView>(ticket => ticket.Id.Value.ToString(), id => ThanksOf(links, new(Guid.Parse(id))));
        return invocation => filter.InvokeAsync(invocation, next);
    }

    private static string ThanksOf(PortalLinks links, TicketId ticket) => $"/portal/thanks/{links.For(ticket)}";

    private static async Task<IResult> ShowFormAsync(HttpContext context, PortalForm form, int status = StatusCodes.Status200OK) =>
        Pages.Show<PortalHomePage>(new { Frame = await PortalFrame.OfAsync(context), Form = Pages.TakeRefusal(context) is { Length: > 0 } refused ? form.Saying(refused) : form }, status);

    /// <summary>By script the form stays as it is, its files too, and only the sentences come; without script it comes again, and what was chosen is gone.</summary>
    private static async Task<IResult> FormAgainAsync(HttpContext context, PortalForm form, IReadOnlyList<OfferedFile> files, int status) =>
        Pages.IsAct(context) ? Pages.Show<Platform.Ui.Refusal>(new { Text = string.Join(' ', form.Errors.Values) }, status)
            : await ShowFormAsync(context, files.Count > 0 ? form.WithoutFiles() : form, status);

    private static async Task<IResult> SubmitAsync(
        [FromForm] string? name, [FromForm] string? contact, [FromForm] string? subject, [FromForm] string? body, [FromForm] string? category, [FromForm] string? website,
        HttpContext context, Actor by, OpenTicketHandler handler, KeepFilesHandler keeping, PortalLinks links, CancellationToken stop)
    {
        if (!string.IsNullOrEmpty(website))
        {
            // Only a program fills what people cannot see. It is thanked like everybody.
            return Results.LocalRedirect("/portal/thanks");
        }

        var form = new PortalForm(name ?? "", contact?.Trim() ?? "", subject ?? "", body ?? "", Enum.TryParse<PortalCategory>(category, out var chosen) && Enum.IsDefined(chosen) ? chosen : PortalCategory.Other).Checked();
        var files = OfferedFile.Of(context.Request.Form.Files);
        if (form.Errors.Count > 0)
        {
            return await FormAgainAsync(context, form, files, StatusCodes.Status400BadRequest);
        }

        var command = form.Command();
        if (OpenTicketHandler.Check(command) is { } wrong)
        {
            return await FormAgainAsync(context, form.With(wrong), files, Problems.StatusOf(wrong));
        }

        var kept = await keeping.OfCustomerAsync(null, files, stop);
        if (kept.Refusal is { } unkept)
        {
            return await FormAgainAsync(context, form.With(unkept), files, Problems.StatusOf(unkept));
        }

        var opened = await handler.HandleAsync(command, new(Files: kept.Value), AsCustomer(by), stop);
        return opened.Refusal is { } refusal
            ? await FormAgainAsync(context, form.With(refusal), files, Problems.StatusOf(refusal))
            : Results.LocalRedirect(ThanksOf(links, opened.Value.Id));
    }

    private static async Task<IResult> ShowThanksAsync(string link, HttpContext context, PortalTicketQuery query, CancellationToken stop)
    {
        var frame = await PortalFrame.OfAsync(context);
        var found = await query.RunAsync(link, frame.Token, stop);
        return found.IsDone
            ? Pages.Show<PortalThanksPage>(new { Frame = frame, Ticket = found.Value, Address = $"{context.Request.Scheme}://{context.Request.Host}/portal/t/{link}" })
            : await NotValidAsync(context);
    }

    private static async Task<IResult> FindAsync(string? link, HttpContext context, PortalLinks links)
    {
        var token = (link ?? "").Trim().TrimEnd('/').Split('/')[^1].Split('#', '?')[0];
        return links.Read(token) is null
            ? Pages.Show<PortalHomePage>(new { Frame = await PortalFrame.OfAsync(context), Link = link ?? "", LinkError = Words.LinkWasNotFound }, StatusCodes.Status404NotFound)
            : Results.LocalRedirect($"/portal/t/{token}");
    }

    private static async Task<IResult> ShowTicketAsync(string link, HttpContext context, PortalTicketQuery query, CancellationToken stop)
    {
        var frame = await PortalFrame.OfAsync(context);
        var found = await query.RunAsync(link, frame.Token, stop);
        return !found.IsDone ? await NotValidAsync(context) : Pages.FragmentOf(context) switch
        {
            "hello" => Pages.Show<HelloSection>(new { Case = found.Value }),
            "case" => Pages.Show<CaseSection>(new { Case = found.Value, frame.Token }),
            "chat" => Pages.Show<ChatSection>(new { Case = found.Value, frame.Token }),
            _ => Pages.Show<PortalTicketPage>(new { Frame = frame, Case = found.Value, Error = Pages.TakeRefusal(context) is { Length: > 0 } refused ? refused : null }),
        };
    }

    private static async Task<IResult> ReadFileAsync(string link, Guid id, HttpContext context, PortalFileQuery query, CancellationToken stop)
    {
        var found = await query.RunAsync(link, id, stop);
        return found.IsDone ? FileEndpoints.Show(context, found.Value)
            : found.Refusal is NoSuchFile ? await NoticeAsync(context, Words.NoSuchFileTitle, Words.NoSuchFileText, StatusCodes.Status404NotFound)
            : await NotValidAsync(context);
    }

    private static async Task<IResult> WriteAsync(string link, [FromForm] string? body, HttpContext context, Actor by, WriteAsCustomerHandler handler, PortalTicketQuery query, CancellationToken stop)
    {
        var files = OfferedFile.Of(context.Request.Form.Files);
        var outcome = await handler.HandleAsync(new(link, body ?? ""), files, by, stop);
        if (outcome.Refusal is not { } refusal)
        {
            return Pages.Acted(context, Outcome.Done, $"/portal/t/{link}");
        }

        var sentence = Sentence(refusal);
        if (Pages.IsAct(context))
        {
            return Pages.Show<Platform.Ui.Refusal>(new { Text = sentence }, Problems.StatusOf(refusal));
        }

        var frame = await PortalFrame.OfAsync(context);
        var found = await query.RunAsync(link, frame.Token, stop);
        return found.IsDone
            ? Pages.Show<PortalTicketPage>(new { Frame = frame, Case = found.Value, Typed = body, Error = files.Count > 0 ? $"{sentence} {Words.ChooseFilesAgain}" : sentence }, Problems.StatusOf(refusal))
            : await NotValidAsync(context);
    }

    private static async Task<IResult> ConfirmAsync(string link, [FromForm] IFormCollection form, HttpContext context, Actor by, ConfirmSolvedHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(link), by, stop);
        return Pages.Acted(context, outcome.Refusal is { } refusal ? refusal : Outcome.Done, $"/portal/t/{link}", Words.Confirmed);
    }

    private static IResult ChooseLanguage([FromForm] string? language, HttpContext context)
    {
        context.Response.Cookies.Append(Languages.Cookie, language == Languages.English ? Languages.English : Languages.Chinese, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
        var referer = context.Request.GetTypedHeaders().Referer;
        return Results.LocalRedirect(referer is not null && referer.Authority == context.Request.Host.Value && referer.AbsolutePath.StartsWith("/portal", StringComparison.Ordinal) ? referer.PathAndQuery : "/portal");
    }

    private static string Sentence(Refusal refusal) => refusal switch
    {
        TextIsMissing => Words.MessageIsNeeded,
        TextIsTooLong tooLong => WordBook.Say(Words.TextIsTooLongHere, tooLong.Most),
        TextHasForbiddenCharacter => Words.TextIsNotReadable,
        _ => WordBook.Say(refusal),
    };

    private static Task<IResult> NotValidAsync(HttpContext context) => NoticeAsync(context, Words.LinkIsNotValidTitle, Words.LinkWasNotFound, StatusCodes.Status404NotFound);

    private static async Task<IResult> NoticeAsync(HttpContext context, string title, string text, int status) =>
        Pages.Show<PortalNoticePage>(new { Frame = await PortalFrame.OfAsync(context), Title = title, Text = text }, status);

    private static Actor AsCustomer(Actor by) => new Actor { Kind = ActorKind.Customer, Address = by.Address, Language = CultureInfo.CurrentUICulture.Name }.Claiming(by.Claim);
}
