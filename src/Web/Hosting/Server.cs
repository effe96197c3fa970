using System.Globalization;
using Banzhang.Customers;
using Banzhang.Desk;
using Banzhang.Insight;
using Banzhang.Platform;
using Banzhang.Platform.Data;
using Banzhang.Platform.Health;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Startup;
using Banzhang.Platform.Ui;
using Banzhang.Platform.Ui.Gallery;
using Banzhang.Quality;
using Banzhang.Voice;
using Banzhang.Web.Accounts;
using Banzhang.Web.Administration;
using Banzhang.Web.Department;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Banzhang.Web.Hosting;

/// <summary>The web server: composed here, the same for serve, demo and tests.</summary>
internal static class Server
{
    public static readonly string SignInLimit = "sign-in";

    public static WebApplicationBuilder Builder(DatabaseOptions database, string[] args, string? urls = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory, WebRootPath = WebRoot() });
        if (urls is not null)
        {
            builder.WebHost.UseUrls(urls.Split(';'));
        }

        Configure(builder, database);
        return builder;
    }

    public static void Configure(WebApplicationBuilder builder, DatabaseOptions database)
    {
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(o =>
        {
            o.TimestampFormat = "O";
            o.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error); // its warning at the first start: the keys lie in the database, beside all they protect
        var assets = AssetFiles.RootOf(builder.Environment.WebRootPath);
        builder.Services.AddSingleton(new AssetRoot(assets));
        builder.Services.AddCascadingValue(AssetFiles.Cascade, _ => assets);
        builder.Services.AddBanzhang(database);
        builder.Services.AddPlatformServer(database, Composition.Rooms);
        builder.Services.AddDeskServer();
        builder.Services.AddOpenApi("v1", OpenApiDocument.Shape);
        builder.Services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy(SignInLimit, context => System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }));
            o.AddPolicy(Desk.Contracts.PortalLimit.Name, context => System.Threading.RateLimiting.RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new() { PermitLimit = 20, Window = TimeSpan.FromMinutes(1) }));
            o.OnRejected = async (rejected, _) =>
            {
                if (rejected.HttpContext.Request.Path.StartsWithSegments("/portal", StringComparison.Ordinal))
                {
                    await (await Desk.Portal.PortalEndpoints.TooFastAsync(rejected.HttpContext)).ExecuteAsync(rejected.HttpContext);
                }
            };
        });
        AddTelemetry(builder);
    }

    public static WebApplication Compose(WebApplication app)
    {
        app.UseProxies();
        app.UseResponseCompression();
        app.UsePlatform();
        app.UseStaticAssets();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseMiddleware<FormBoundary>();
        app.UseAntiforgery();
        app.UseMiddleware<ForgeryBoundary>();
        app.MapLive();
        app.MapHealth();
        app.MapAccount();
        app.MapStart();
        app.MapAdministration();
        app.MapDepartment();
        app.MapGroups();
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ApiDoor>();
        app.MapDesk(api);
        app.MapInsight(api);
        app.MapVoice();
        app.MapQuality();
        app.MapCustomers();
        api.MapCustomersApi();
        api.MapFallback(() => Problems.Of(new NoSuchPlace())).ExcludeFromDescription();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapApiDocs();
        if (app.Environment.IsDevelopment() || app.Configuration.GetValue<bool>("Banzhang:Gallery"))
        {
            app.MapGallery();
        }

        return app;
    }

    /// <summary>Brings the database to this version before the first request.</summary>
    public static async Task PrepareAsync(IServiceProvider services, CancellationToken stop)
    {
        await services.GetRequiredService<DatabasePreparation>().RunAsync(stop);
        services.GetRequiredService<Readiness>().Prepared();
    }

    private static void MapHealth(this WebApplication app)
    {
        app.MapGet("/healthz", () => Results.Text("ok")).ExcludeFromDescription();
        app.MapGet("/readyz", async (Readiness readiness, CancellationToken stop) =>
            await readiness.IsReadyAsync(stop) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).ExcludeFromDescription();
        app.MapGet("/metrics", async (PrometheusText metrics, OutboxBacklog backlog, CancellationToken stop) =>
        {
            await backlog.MeasureAsync(stop);
            return Results.Text(metrics.Write(), "text/plain; version=0.0.4");
        }).ExcludeFromDescription();
    }

    private static void MapStart(this WebApplication app) =>
        app.MapGet("/", (Actor by) => Results.LocalRedirect(by.Kind == ActorKind.Person ? Navigation.HomeOf(by) : "/sign-in")).ExcludeFromDescription();

    private static void MapGallery(this WebApplication app) =>
        app.MapGet("/ui", (HttpContext context, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, TimeProvider clock) => Pages.Show<GalleryPage>(new
        {
            Language = CultureInfo.CurrentUICulture.Name,
            Theme = context.Request.Query["theme"] == "dark" ? Theme.Dark : Theme.Light,
            AntiforgeryToken = antiforgery.GetAndStoreTokens(context).RequestToken,
            Now = clock.GetUtcNow(),
        })).ExcludeFromDescription();

    private static void AddTelemetry(WebApplicationBuilder builder)
    {
        var endpoint = builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        if (string.IsNullOrEmpty(endpoint))
        {
            return;
        }

        builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService("banzhang"))
            .WithMetrics(m => m.AddMeter(Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql").AddOtlpExporter())
            .WithTracing(t => t.AddSource(Meters.Name, "Microsoft.AspNetCore", "Npgsql").AddOtlpExporter());
    }

    /// <summary>Beside the program when published, in the source tree when run from a checkout.</summary>
    private static string WebRoot()
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            return published;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var source = Path.Combine(folder.FullName, "src", "Web", "wwwroot");
            if (Directory.Exists(source))
            {
                return source;
            }
        }

        return published;
    }
}
