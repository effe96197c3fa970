using System.Globalization;
using System.Text.Json;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Banzhang.Platform.Live;

/// <summary>The event stream of a page: notify, then pull. It says which topics are stale and nothing of what changed.</summary>
public static class LiveEndpoint
{
    private const int MostTopics = 50;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/live/events", StreamAsync).ExcludeFromDescription();

    private static async Task StreamAsync(HttpContext context, Actor by, LiveBoard board, IEnumerable<ITopicGuard> guards, TimeProvider clock, IHostApplicationLifetime lifetime)
    {
        var asked = context.Request.Query["topics"].ToString().Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Take(MostTopics).ToArray();
        var topics = asked.Where(t => guards.Any(g => g.MayWatch(t, by))).ToArray();
        if (asked.Length > topics.Length && !by.IsSignedIn)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        using var watcher = board.Watch(topics);
        context.Response.Headers.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await WriteAsync(context, $"event: hello\ndata: {{\"now\":\"{Now(clock)}\"}}\n\n", stopping.Token);
            while (!stopping.IsCancellationRequested)
            {
                var stale = await NextAsync(watcher, clock, stopping.Token);
                await WriteAsync(context, stale.Count == 0 ? $"event: beat\ndata: {{\"now\":\"{Now(clock)}\"}}\n\n" : $"event: stale\ndata: {JsonSerializer.Serialize(new { topics = stale })}\n\n", stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left or the server stops.
        }
    }

    private static string Now(TimeProvider clock) => clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    private static async Task<HashSet<string>> NextAsync(LiveBoard.Watcher watcher, TimeProvider clock, CancellationToken stop)
    {
        var stale = new HashSet<string>();
        using var heartbeat = new CancellationTokenSource(Heartbeat, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, heartbeat.Token);
        try
        {
            await watcher.Stale.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return stale;
        }

        while (watcher.Stale.TryRead(out var topic))
        {
            stale.Add(topic);
        }

        return stale;
    }

    private static async Task WriteAsync(HttpContext context, string text, CancellationToken stop)
    {
        await context.Response.WriteAsync(text, stop);
        await context.Response.Body.FlushAsync(stop);
    }
}
