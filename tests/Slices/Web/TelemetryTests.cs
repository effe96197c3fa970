using System.Collections.Concurrent;
using System.Diagnostics;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Banzhang.Tests.Slices.Web;

/// <summary>The program sends its metrics and traces to a collector when one is named.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-telemetry-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_collector_receives_metrics_and_traces()
    {
        var stop = TestContext.Current.CancellationToken;
        var received = new ConcurrentDictionary<string, int>();
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{kind}", async (string kind, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, stop);
            received.AddOrUpdate(kind, (int)body.Length, (_, sum) => sum + (int)body.Length);
            return Results.Ok();
        });
        await collector.StartAsync(stop);
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        using var program = await ServingProgram.StartAsync(
            _folder, [("OTEL_EXPORTER_OTLP_ENDPOINT", address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("OTEL_BSP_SCHEDULE_DELAY", "500")], null, stop);
        using var client = new HttpClient { BaseAddress = program.Address };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < TimeSpan.FromSeconds(30) && received.Count < 2)
        {
            await client.GetAsync("/sign-in", stop);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
        }

        Assert.Equal(["metrics", "traces"], received.Keys.Order());
        Assert.All(received.Values, bytes => Assert.True(bytes > 100, $"{bytes} bytes"));
    }
}
