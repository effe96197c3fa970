using Banzhang.Platform.Files;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Attachments;

internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder console) => console.MapGet("/files/{id:guid}", ReadAsync);

    /// <summary>Never runs anything: what is no picture is only offered for download, and what is shown is shut into a sandbox.</summary>
    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, Actor by, FileQuery query, CancellationToken stop)
    {
        var outcome = await query.RunAsync(id, by, stop);
        if (outcome.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, "/desk");
        }

        var (file, content) = outcome.Value;
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Stream(content, file.ContentType, ContentTypes.IsShownInline(file.ContentType) ? null : file.Name);
    }
}
