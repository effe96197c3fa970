using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Platform.Http;

/// <summary>Pages are functions of the state: an endpoint asks its query and hands the result to a component.</summary>
public static class Pages
{
    private const string RefusalCookie = "bz_refused";

    public static IResult Show<TPage>(object parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true, StatusCode = status };

    /// <summary>The part of a page a live fragment or an act asked for, else null.</summary>
    public static string? FragmentOf(HttpContext context) =>
        context.Request.Headers["X-Fragment"].ToString() is { Length: > 0 } fragment ? fragment : null;

    public static bool IsAct(HttpContext context) => FragmentOf(context) is not null || context.Request.Headers.ContainsKey("HX-Request");

    /// <summary>After an act: by script, nothing but the toast (what became stale arrives by the event stream); without script, back to the page.</summary>
    public static IResult Acted(HttpContext context, Outcome outcome, string back, string toast = "", string undo = "")
    {
        if (outcome.Refusal is { } refusal)
        {
            return Refused(context, refusal, back);
        }

        if (!IsAct(context))
        {
            return Results.LocalRedirect(back);
        }

        if (toast.Length > 0)
        {
            context.Response.Headers["X-Toast"] = Uri.EscapeDataString(toast);
        }

        if (undo.Length > 0)
        {
            context.Response.Headers["X-Undo"] = undo;
        }

        return Results.NoContent();
    }

    /// <summary>By script the sentence goes into the form; without script it stands on the page the form came from.</summary>
    /// <param name="more">A sentence more for whoever comes back without script: what the page could not keep.</param>
    public static IResult Refused(HttpContext context, Refusal refusal, string back, string more = "") =>
        IsAct(context)
            ? new RazorComponentResult<Ui.Refusal>(new { Text = WordBook.Say(refusal) }) { StatusCode = Problems.StatusOf(refusal), PreventStreamingRendering = true }
            : refusal is SignInFirst
                ? Results.LocalRedirect($"/sign-in?back={Uri.EscapeDataString(back)}")
                : BackWith(context, refusal, back, more);

    /// <summary>What was refused on the way back to a page without script; shown once.</summary>
    public static string TakeRefusal(HttpContext context)
    {
        var text = context.Request.Cookies[RefusalCookie] ?? "";
        if (text.Length > 0)
        {
            context.Response.Cookies.Delete(RefusalCookie);
        }

        return Uri.UnescapeDataString(text);
    }

    private static IResult BackWith(HttpContext context, Refusal refusal, string back, string more)
    {
        context.Response.Cookies.Append(RefusalCookie, Uri.EscapeDataString($"{WordBook.Say(refusal)} {more}".TrimEnd()), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(1) });
        return Results.LocalRedirect(back);
    }

    /// <summary>Console pages: signed in, with no one-time password left to change.</summary>
    public static RouteGroupBuilder MapConsole(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").ExcludeFromDescription();
        group.AddEndpointFilter(async (context, next) =>
        {
            var actor = Actor.Of(context.HttpContext);
            var here = context.HttpContext.Request.Path + context.HttpContext.Request.QueryString;
            if (actor.Kind != ActorKind.Person)
            {
                return IsAct(context.HttpContext)
                    ? Refused(context.HttpContext, new SignInFirst(), here)
                    : Results.LocalRedirect($"/sign-in?back={Uri.EscapeDataString(here)}");
            }

            return actor.MustChangePassword && !context.HttpContext.Request.Path.StartsWithSegments("/account/password", StringComparison.Ordinal)
                ? Results.LocalRedirect("/account/password")
                : await next(context);
        });
        return group;
    }
}
