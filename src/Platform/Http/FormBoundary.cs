using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Banzhang.Platform.Http;

/// <param name="Most">Bytes.</param>
public sealed record FormIsTooLarge(long Most) : TooLarge("")
{
    public override object[] Arguments => [Most / 1024 / 1024];
}

/// <summary>Refuses a form by its announced length, before anything of it is read: whoever reads it later could only say that the connection broke.</summary>
public sealed class FormBoundary(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is not { Most: var most } || !context.Request.HasFormContentType)
        {
            return next(context);
        }

        if (context.Request.ContentLength > most)
        {
            return Pages.Refused(context, new FormIsTooLarge(most), PageBefore(context.Request)).ExecuteAsync(context);
        }

        // One that announces no length ends at the limit, not where reading ends that throws away.
        if (context.Request.ContentLength is null && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = most;
        }

        return next(context);
    }

    /// <summary>Where the form stands, on this server.</summary>
    internal static string PageBefore(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { } referer && referer.Authority == request.Host.Value ? referer.PathAndQuery : "/";
}
