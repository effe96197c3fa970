using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Health;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.SigningIn;
using Banzhang.Platform.Jobs;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Live;
using Banzhang.Platform.Outbox;
using Banzhang.Platform.Search;
using Banzhang.Platform.Secrets;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;

namespace Banzhang.Platform;

public static class PlatformModule
{
    /// <summary>Everything but the web edges: enough for the command line.</summary>
    public static void AddPlatform(this IServiceCollection services, DatabaseOptions database, RoomCatalog rooms)
    {
        services.AddSingleton(database);
        services.AddSingleton(rooms);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<AppDbFactory>();
        services.AddSingleton<IDbContextFactory<AppDb>>(s => s.GetRequiredService<AppDbFactory>());
        if (database.Kind == DatabaseKind.Postgres)
        {
            services.AddSingleton<IWrites, PostgresWrites>();
        }
        else
        {
            services.AddSingleton<SqliteWrites>();
            services.AddSingleton<IWrites>(s => s.GetRequiredService<SqliteWrites>());
        }

        services.AddSingleton<SecretKeys>();
        services.AddSingleton<AuditSigner>();
        services.AddSingleton<AuditVerification>();
        services.AddSingleton<AuditSealing>();
        services.AddSingleton<EventKinds>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxDelivery>();
        services.AddSingleton<OutboxBacklog>();
        services.AddSingleton<LiveBoard>();
        services.AddSingleton<ITopicGuard, OwnTopicGuard>();
        services.AddSingleton<PermissionCatalog>();
        services.AddSingleton<RoleBook>();
        services.AddSingleton<ActorRecognition>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<SetUpCode>();
        services.AddSingleton<SettingsBook>();
        services.AddSingleton<FileStore>();
        services.AddSingleton<IBookCheck>(s => s.GetRequiredService<FileCheckQuery>());
        services.AddSingleton<SearchIndex>();
        services.AddSingleton<Erasure.ErasedKeys>();
        services.AddSingleton<UnnamedFiles>();
        services.AddSingleton<IFileUse>(s => s.GetRequiredService<StoredFileUseQuery>());
        services.AddSingleton<DatabasePreparation>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<LongBodies>();
        services.AddDataProtection().SetApplicationName("Banzhang");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(s => new ConfigureOptions<KeyManagementOptions>(
            o => o.XmlRepository = new ProtectionKeyStore(s.GetRequiredService<IDbContextFactory<AppDb>>(), s.GetRequiredService<IWrites>())));
        foreach (var assembly in rooms.Assemblies)
        {
            services.AddListeners(assembly);
            AddHandlersAndQueries(services, assembly);
        }
    }

    /// <summary>What runs in a server besides requests: the writer, deliveries, seals, jobs.</summary>
    public static void AddPlatformServer(this IServiceCollection services, DatabaseOptions database, RoomCatalog rooms)
    {
        if (database.Kind == DatabaseKind.Sqlite)
        {
            services.AddHostedService(s => s.GetRequiredService<SqliteWrites>());
        }

        services.AddHostedService(s => s.GetRequiredService<OutboxDelivery>());
        services.AddHostedService(s => s.GetRequiredService<AuditSealing>());
        services.AddHostedService<LiveListener>();
        services.AddHostedService<ZoneFollowing>();
        services.AddJobs(database, rooms.Assemblies);
        services.AddSingleton<PrometheusText>();
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(20));
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "bz_forgery";
            o.SuppressXFrameOptionsHeader = true; // SafeHeaders says frame-ancestors 'none'
        });
        services.AddResponseCompression(o =>
        {
            o.EnableForHttps = true;
            o.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml"];
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.ConfigureHttpJsonOptions(o => ApiJson.Apply(o.SerializerOptions));
    }

    public static void UsePlatform(this IApplicationBuilder app)
    {
        app.UseMiddleware<FaultBoundary>();
        app.UseMiddleware<SafeHeaders>();
        app.UseMiddleware<RequestRecognition>();
    }

    /// <summary>Handlers and queries are found by name; there is no mediator between them and those who ask.</summary>
    private static void AddHandlersAndQueries(IServiceCollection services, System.Reflection.Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
        {
            if (type is { IsAbstract: false, IsClass: true, IsGenericType: false }
                && (type.Name.EndsWith("Handler", StringComparison.Ordinal) || type.Name.EndsWith("Query", StringComparison.Ordinal))
                && !type.Name.StartsWith('<'))
            {
                services.AddSingleton(type);
            }

            if (type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(IRecurring)))
            {
                services.AddSingleton(type);
            }

            if (type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(typeof(ISeed)))
            {
                services.AddSingleton(typeof(ISeed), type);
            }
        }
    }
}
