using System.Reflection;
using Banzhang.Platform.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Banzhang.Platform.Jobs;

/// <summary>Recurring jobs through Quartz: in memory on the embedded database, clustered in the database on PostgreSQL.</summary>
public static class JobsModule
{
    public static void AddJobs(this IServiceCollection services, DatabaseOptions database, IEnumerable<Assembly> rooms)
    {
        var jobs = rooms.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsClass: true } && t.IsAssignableTo(typeof(IRecurring))).ToList();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(s =>
            {
                s.InstanceName = "banzhang";
                s.InstanceId = "AUTO";
            });
            if (database.Kind == DatabaseKind.Postgres)
            {
                quartz.UsePersistentStore(store =>
                {
                    store.UsePostgres(database.ConnectionString);
                    store.UseSystemTextJsonSerializer();
                    store.UseClustering(c => c.CheckinInterval = TimeSpan.FromSeconds(5));
                    store.ProvisionSchema();
                });
            }

            foreach (var job in jobs)
            {
                var key = new JobKey(job.Name);
                var type = typeof(Once<>).MakeGenericType(job);
                quartz.AddJob(type, j => j.WithIdentity(key));
                quartz.AddTrigger(t => t.ForJob(key).WithIdentity(job.Name).StartNow()
                    .WithSimpleSchedule(s => s.WithInterval(IntervalOf(job)).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)));
            }
        });
        services.AddHostedService<JobsHost>();
    }

    private static TimeSpan IntervalOf(Type job) =>
        (TimeSpan)(job.GetField("Interval", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)?.GetValue(null)
            ?? throw new InvalidOperationException($"{job.Name} has no static Interval.\nMaybe add: public static readonly TimeSpan Interval."));
}

/// <summary>Never two at once, even across nodes; a failing run is logged and the next one comes by the clock.</summary>
[DisallowConcurrentExecution]
internal sealed partial class Once<TJob>(TJob job, IHostApplicationLifetime life, ILogger<TJob> log) : IJob
    where TJob : IRecurring
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, life.ApplicationStopping);
        try
        {
            await job.RunAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops: what was not committed is done by the next run.
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            JobFailed(log, typeof(TJob).Name, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "JobFailed: {Job}")]
    private static partial void JobFailed(ILogger log, string job, Exception fault);
}
