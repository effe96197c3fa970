using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>What every answer says to browsers: no framing, no sniffing, scripts only from here.</summary>
public sealed class SafeHeaders(RequestDelegate next)
{
    private static readonly string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'sha256-THEME'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Set once at start: the hash of the one inline script, which chooses the theme before the first paint.</summary>
    public static string ThemeScriptHash { get; set; } = "";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=()";
        headers.ContentSecurityPolicy = ThemeScriptHash.Length == 0
            ? Policy.Replace(" 'sha256-THEME'", "", StringComparison.Ordinal)
            : Policy.Replace("THEME", ThemeScriptHash, StringComparison.Ordinal);
        return next(context);
    }
}
