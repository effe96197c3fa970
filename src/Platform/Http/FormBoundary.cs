using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <param name="Most">Bytes.</param>
public sealed record FormIsTooLarge(long Most) : TooLarge("")
{
    public override object[] Arguments => [Most / 1024 / 1024];
}

/// <summary>Refuses a form by its announced length, before anything of it is read: whoever reads it later could only say that the connection broke.</summary>
public sealed class FormBoundary(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>() is { Most: var most } && context.Request.HasFormContentType && context.Request.ContentLength > most
            ? Pages.Refused(context, new FormIsTooLarge(most), PageBefore(context.Request)).ExecuteAsync(context)
            : next(context);

    private static string PageBefore(HttpRequest request) =>
        request.GetTypedHeaders().Referer is { } referer && referer.Authority == request.Host.Value ? referer.PathAndQuery : "/";
}
