using Banzhang.Platform.Files;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Attachments;

/// <summary>The files of messages, as the console, programs and customers get them. None of them ever runs anything: what is shown is shut into a sandbox.</summary>
internal static class FileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder console) => console.MapGet("/files/{id:guid}", ReadAsync);

    /// <summary>For a program, which gets every file as a download.</summary>
    public static async Task<IResult> DownloadAsync(Guid id, HttpContext context, Actor by, FileQuery query, CancellationToken stop)
    {
        var outcome = await query.RunAsync(id, by, stop);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Send(context, outcome.Value, isShown: false);
    }

    /// <summary>A picture in the page, anything else as a download.</summary>
    public static IResult Show(HttpContext context, FoundFile found) => Send(context, found, ContentTypes.IsShownInline(found.File.ContentType));

    private static async Task<IResult> ReadAsync(Guid id, HttpContext context, Actor by, FileQuery query, CancellationToken stop)
    {
        var outcome = await query.RunAsync(id, by, stop);
        return outcome.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk") : Show(context, outcome.Value);
    }

    private static IResult Send(HttpContext context, FoundFile found, bool isShown)
    {
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "private, max-age=3600";
        return Results.Stream(found.Content, found.File.ContentType, isShown ? null : found.File.Name);
    }
}
