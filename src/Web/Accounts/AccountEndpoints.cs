using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.SigningIn;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Notices;
using Banzhang.Desk.Presence;
using Banzhang.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace Banzhang.Web.Accounts;

/// <summary>Sign-in, the second factor, one's own account, and the small switches of the top bar.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app)
    {
        var door = app.MapGroup("").ExcludeFromDescription();
        door.MapGet("/sign-in", ShowSignInAsync);
        door.MapPost("/sign-in", SignInAsync).RequireRateLimiting(Server.SignInLimit);
        door.MapGet("/sign-in/second-factor", (HttpContext context, IAntiforgery forgery) => ShowSecondFactor(context, forgery, ""));
        door.MapPost("/sign-in/second-factor", SecondFactorAsync).RequireRateLimiting(Server.SignInLimit);
        door.MapGet("/setup", ShowSetUpAsync);
        door.MapPost("/setup", SetUpAsync).RequireRateLimiting(Server.SignInLimit);
        door.MapPost("/sign-out", SignOutAsync);
        door.MapPost("/me/language", LanguageAsync);
        var console = app.MapConsole();
        console.MapGet("/account", ShowAccountAsync);
        console.MapGet("/account/password", ShowPasswordAsync);
        console.MapPost("/account/password", ChangePasswordAsync);
        console.MapPost("/account/sessions/{session:guid}/end", async (Guid session, HttpContext context, Actor by, EndSessionHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new SessionId(session)), by, stop), "/account"));
        console.MapPost("/account/second-factor", PrepareSecondFactorAsync);
        console.MapPost("/account/second-factor/confirm", ConfirmSecondFactorAsync);
        console.MapPost("/account/second-factor/drop", async ([FromForm] string? code, HttpContext context, Actor by, DropSecondFactorHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(code ?? ""), by, stop), "/account"));
        console.MapPost("/account/alarms", async ([FromForm] IFormCollection form, HttpContext context, Actor by, SignalAlarmsHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(form["inBrowser"] == "true", form["sound"] == "true", form["mutedFrom"].ToString(), form["mutedTo"].ToString()), by, stop), "/account", Words.AlarmsSaved));
        console.MapPost("/me/theme", async ([FromForm] string? theme, HttpContext context, Actor by, PreferHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(by.Language, theme ?? ""), by, stop), "/account"));
        console.MapGet("/me/state", async (HttpContext context, ConsoleFrames frames, CancellationToken stop) =>
            Pages.Show<MyStateFragment>(new { Frame = await frames.ForAsync(context, stop) }));
        console.MapPost("/me/presence", async ([FromForm] Desk.Contracts.PresenceKind presence, HttpContext context, Actor by, SetPresenceHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(presence), by, stop), "/"));
        console.MapPost("/me/notices/read", async ([FromForm] IFormCollection form, HttpContext context, Actor by, ReadNoticesHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(), by, stop), "/"));
    }

    private static async Task<IResult> ShowSignInAsync(HttpContext context, string? back, IAntiforgery forgery, AccountQuery accounts, CancellationToken stop) =>
        await accounts.AnyAsync(stop) ? SignInPageOf(context, forgery, back, "", "") : Results.LocalRedirect("/setup");

    private static IResult SignInPageOf(HttpContext context, IAntiforgery forgery, string? back, string email, string refused, int status = StatusCodes.Status200OK) =>
        Pages.Show<SignInPage>(new { Token = forgery.GetAndStoreTokens(context).RequestToken, Back = Local(back), Email = email, Refused = refused }, status);

    private static async Task<IResult> SignInAsync([FromForm] string? email, [FromForm] string? password, [FromForm] string? back, HttpContext context, Actor by, IAntiforgery forgery, SignInHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(email ?? "", password ?? "", context.Request.Headers.UserAgent.ToString(), Languages.ChosenIn(context)), by, stop);
        if (outcome.Refusal is { } refusal)
        {
            return SignInPageOf(context, forgery, back, email ?? "", WordBook.Say(refusal), Problems.StatusOf(refusal));
        }

        RequestRecognition.Remember(context, outcome.Value.Token);
        return Results.LocalRedirect(outcome.Value.OwesSecondFactor ? "/sign-in/second-factor" : Local(back));
    }

    private static IResult ShowSecondFactor(HttpContext context, IAntiforgery forgery, string refused, int status = StatusCodes.Status200OK) =>
        Pages.Show<SecondFactorPage>(new { Token = forgery.GetAndStoreTokens(context).RequestToken, Refused = refused }, status);

    private static async Task<IResult> SecondFactorAsync([FromForm] string? code, HttpContext context, Actor by, IAntiforgery forgery, GiveSecondFactorHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(context.Request.Cookies[RequestRecognition.SessionCookie] ?? "", code ?? ""), by, stop);
        return outcome.Refusal is { } refusal ? ShowSecondFactor(context, forgery, WordBook.Say(refusal), Problems.StatusOf(refusal)) : Results.LocalRedirect("/");
    }

    private static async Task<IResult> ShowSetUpAsync(HttpContext context, IAntiforgery forgery, AccountQuery accounts, CancellationToken stop) =>
        await accounts.AnyAsync(stop) ? Results.LocalRedirect("/sign-in") : SetUpPageOf(context, forgery, "");

    private static IResult SetUpPageOf(HttpContext context, IAntiforgery forgery, string refused, int status = StatusCodes.Status200OK) =>
        Pages.Show<SetUpPage>(new { Token = forgery.GetAndStoreTokens(context).RequestToken, Refused = refused }, status);

    private static async Task<IResult> SetUpAsync([FromForm] string? setUpCode, [FromForm] string? name, [FromForm] string? email, [FromForm] string? newPassword, HttpContext context, Actor by, IAntiforgery forgery, SetUpHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(setUpCode ?? "", name ?? "", email ?? "", newPassword ?? ""), by, stop);
        return outcome.Refusal is { } refusal ? SetUpPageOf(context, forgery, WordBook.Say(refusal), Problems.StatusOf(refusal)) : Results.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> SignOutAsync([FromForm] IFormCollection form, HttpContext context, Actor by, EndSessionHandler handler, CancellationToken stop)
    {
        if (by.SessionId is { } session)
        {
            await handler.HandleAsync(new(new SessionId(session)), by, stop);
        }

        RequestRecognition.Forget(context);
        context.Response.Headers["X-Location"] = "/sign-in";
        return Pages.IsAct(context) ? Results.NoContent() : Results.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> LanguageAsync([FromForm] string? language, HttpContext context, Actor by, PreferHandler handler, CancellationToken stop)
    {
        var chosen = language == Languages.English ? Languages.English : Languages.Chinese;
        context.Response.Cookies.Append(Languages.Cookie, chosen, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365) });
        if (by.Kind == ActorKind.Person)
        {
            await handler.HandleAsync(new(chosen, by.Theme), by, stop);
        }

        var referer = context.Request.GetTypedHeaders().Referer;
        return Results.LocalRedirect(referer is not null && referer.Authority == context.Request.Host.Value ? Local(referer.PathAndQuery) : "/");
    }

    private static async Task<IResult> ShowAccountAsync(HttpContext context, Actor by, ConsoleFrames frames, AccountQuery accounts, CancellationToken stop) =>
        Pages.Show<AccountPage>(new { Frame = await frames.ForAsync(context, stop), Account = await accounts.OfAsync(by, stop), HearsAlarms = by.May(Insight.Permissions.ReadCockpit) });

    private static async Task<IResult> ShowPasswordAsync(HttpContext context, ConsoleFrames frames, CancellationToken stop) =>
        Pages.Show<PasswordPage>(new { Frame = await frames.ForAsync(context, stop), Refused = "" });

    private static async Task<IResult> ChangePasswordAsync([FromForm] string? currentPassword, [FromForm] string? newPassword, HttpContext context, Actor by, ConsoleFrames frames, ChangePasswordHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(currentPassword ?? "", newPassword ?? ""), by, stop);
        return outcome.Refusal is { } refusal
            ? Pages.Show<PasswordPage>(new { Frame = await frames.ForAsync(context, stop), Refused = WordBook.Say(refusal) }, Problems.StatusOf(refusal))
            : Results.LocalRedirect("/");
    }

    private static async Task<IResult> PrepareSecondFactorAsync([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, PrepareSecondFactorHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(), by, stop);
        return outcome.Refusal is { } refusal
            ? Pages.Refused(context, refusal, "/account")
            : Pages.Show<SecondFactorSetUpPage>(new { Frame = await frames.ForAsync(context, stop), outcome.Value.Secret, Picture = QrPicture.Of(outcome.Value.Uri), Refused = "" });
    }

    private static async Task<IResult> ConfirmSecondFactorAsync([FromForm] string? code, HttpContext context, Actor by, ConsoleFrames frames, ConfirmSecondFactorHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(new(code ?? ""), by, stop);
        return outcome.Refusal is { } refusal
            ? Pages.Refused(context, refusal, "/account")
            : Pages.Show<RecoveryCodesPage>(new { Frame = await frames.ForAsync(context, stop), Codes = outcome.Value });
    }

    /// <summary>Never to another site.</summary>
    private static string Local(string? back) =>
        back is { Length: > 0 } && back[0] == '/' && (back.Length == 1 || (back[1] != '/' && back[1] != '\\')) ? back : "/";
}
