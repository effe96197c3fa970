using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>What every answer says to browsers: no framing, no sniffing, scripts only from here.</summary>
public sealed class SafeHeaders(RequestDelegate next)
{
    private static readonly string Policy = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=()";
        headers.ContentSecurityPolicy = Policy;
        headers["X-Request-Id"] = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;
        return next(context);
    }
}
