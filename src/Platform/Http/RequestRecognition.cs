using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>Finds out who asks, before anything else, and speaks their language.</summary>
public sealed class RequestRecognition(RequestDelegate next, ActorRecognition recognition)
{
    public static readonly string SessionCookie = "bz_session";

    public async Task InvokeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var stop = context.RequestAborted;
        Actor? actor = null;
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            actor = await recognition.ByKeyAsync(authorization[7..].Trim(), address, stop);
        }
        else if (context.Request.Cookies[SessionCookie] is { Length: > 0 } cookie)
        {
            actor = await recognition.BySessionAsync(cookie, address, stop);
        }

        actor ??= new Actor { Kind = ActorKind.Nobody, Address = address };
        context.Features.Set(actor);
        Languages.Speak(Languages.Of(context, actor));
        await next(context);
    }

    /// <summary>Set for the browser's session; the token itself is stored nowhere else.</summary>
    public static void Remember(HttpContext context, string token) => context.Response.Cookies.Append(SessionCookie, token, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    });

    public static void Forget(HttpContext context) => context.Response.Cookies.Delete(SessionCookie);
}
