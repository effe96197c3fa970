using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Banzhang.Customers;
using Banzhang.Desk;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Insight;
using Banzhang.People;
using Banzhang.Platform;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Startup;
using Banzhang.Voice;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.MailBench;

/// <summary>
/// Mails of a folder, from their bytes to durable tickets, as a mail server's pipe hands them in: read, kept whole, threaded, written, with the deliveries that
/// follow. Each gets a sender and an id of its own, so that it counts as another mail.
/// </summary>
internal static class Intake
{
    public static async Task RunAsync(string folder, int seconds, int atOnce, string? postgres)
    {
        var mails = Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        var data = Directory.CreateTempSubdirectory("banzhang-mail-bench-").FullName;
        try
        {
            await using var services = Compose(DatabaseOptions.For(postgres, data));
            await services.GetRequiredService<DatabasePreparation>().RunAsync(CancellationToken.None);
            var running = services.GetServices<IHostedService>().ToList();
            foreach (var service in running)
                await service.StartAsync(CancellationToken.None);
            var intake = services.GetRequiredService<DeliverMailHandler>();
            await TakeAsync(intake, mails, Math.Min(3, seconds), atOnce, "warm");
            var fates = await TakeAsync(intake, mails, seconds, atOnce, "run");
            foreach (var service in running)
                await service.StopAsync(CancellationToken.None);
            var (count, elapsed, worst) = (fates.Values.Sum(), fates.Elapsed, fates.Worst);
            Console.WriteLine(FormattableString.Invariant($"{count} mails in {elapsed.TotalSeconds:F1} s, {atOnce} at once: {count / elapsed.TotalSeconds:F0} mails/s, p99 {worst:F0} ms"));
            Console.WriteLine(string.Join(", ", fates.OrderByDescending(f => f.Value).Select(f => FormattableString.Invariant($"{f.Key} {f.Value}"))));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<Fates> TakeAsync(DeliverMailHandler intake, List<byte[]> mails, int seconds, int atOnce, string name)
    {
        var fates = new Fates();
        var times = new ConcurrentBag<double>();
        var next = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
            {
                var number = Interlocked.Increment(ref next);
                var begun = watch.Elapsed;
                var delivered = await intake.HandleAsync(new(Own(mails[number % mails.Count], name, number)), Actor.System, CancellationToken.None);
                times.Add((watch.Elapsed - begun).TotalMilliseconds);
                fates.AddOrUpdate(delivered.IsDone ? delivered.Value.Fate.ToString() : delivered.Refusal!.Code, 1, (_, count) => count + 1);
            }
        })));
        fates.Elapsed = watch.Elapsed;
        fates.Worst = times.Order().ElementAt(times.Count * 99 / 100);
        return fates;
    }

    /// <summary>The first field of a name counts.</summary>
    private static byte[] Own(byte[] mail, string name, int number) =>
        [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"From: Writer {number} <{name}{number}@bench.test>\r\nMessage-ID: <{name}.{number}@bench.test>\r\n")), .. mail];

    private static ServiceProvider Compose(DatabaseOptions database)
    {
        var services = new ServiceCollection();
        services.AddLogging(l => l.SetMinimumLevel(LogLevel.Error));
        var rooms = new RoomCatalog([typeof(PlatformModule).Assembly, RoomAssembly.Assembly], "Banzhang.Migrations.Sqlite", "Banzhang.Migrations.Postgres");
        services.AddPlatform(database, rooms);
        services.AddPeople();
        services.AddCustomers();
        services.AddDesk();
        services.AddVoice();
        services.AddInsight();
        if (database.Kind == DatabaseKind.Sqlite)
            services.AddHostedService(s => s.GetRequiredService<SqliteWrites>());
        services.AddHostedService(s => s.GetRequiredService<Platform.Outbox.OutboxDelivery>());
        return services.BuildServiceProvider();
    }

    private sealed class Fates : ConcurrentDictionary<string, int>
    {
        public TimeSpan Elapsed { get; set; }

        public double Worst { get; set; }
    }
}
