using Banzhang.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Banzhang.Platform.Http;

/// <summary>The edge of the program: a bug is logged with the request's id and answered without a stack.</summary>
public sealed partial class FaultBoundary(RequestDelegate next, ILogger<FaultBoundary> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (EdgeAnswers.Unsaid(context) is { } refusal)
            {
                await EdgeAnswers.Of(context, refusal).ExecuteAsync(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller left; there is nobody to answer.
        }
        catch (BadHttpRequestException fault) when (!context.Response.HasStarted)
        {
            await Answer(context, fault).ExecuteAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted && StorageFaults.AsRefusal(fault) is not null)
        {
            StorageFailed(log, context.Request.Path, fault);
            await EdgeAnswers.Of(context, StorageFaults.AsRefusal(fault)!).ExecuteAsync(context);
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            RequestFailed(log, context.Request.Method, context.Request.Path, fault);
            await EdgeAnswers.Of(context, new SomethingFailed()).ExecuteAsync(context);
        }
    }

    /// <summary>A program gets a problem, a form its page.</summary>
    private static IResult Answer(HttpContext context, BadHttpRequestException fault) =>
        fault.StatusCode != StatusCodes.Status413PayloadTooLarge ? EdgeAnswers.Of(context, new BodyIsNotJson(1, 1))
        : !context.Request.HasFormContentType ? EdgeAnswers.Of(context, new BodyIsTooLarge(BodyLimit.Of(context)))
        : Pages.Refused(context, new FormIsTooLarge(BodyLimit.OfForm(context)), FormBoundary.PageBefore(context.Request));

    [LoggerMessage(Level = LogLevel.Error, Message = "RequestFailed: {Method} {Path}")]
    private static partial void RequestFailed(ILogger log, string method, string path, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "StorageFailed: {Path}")]
    private static partial void StorageFailed(ILogger log, string path, Exception fault);
}
