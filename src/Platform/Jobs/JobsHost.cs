using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Banzhang.Platform.Jobs;

/// <summary>
/// Starts the scheduler after the server answers and ends it with its jobs. The scheduler's own host starts a delayed one behind our back, and
/// a server that stopped in that moment failed: here the stop waits for the start.
/// </summary>
internal sealed partial class JobsHost(ISchedulerFactory schedulers, IHostApplicationLifetime life, TimeProvider clock, ILogger<JobsHost> log) : BackgroundService
{
    /// <summary>While the server starts, its two processors belong to whoever waits for it.</summary>
    private static readonly TimeSpan FirstRun = TimeSpan.FromSeconds(2), NextTry = TimeSpan.FromSeconds(10);

    private IScheduler? _scheduler;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_scheduler is not null)
        {
            await _scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using (life.ApplicationStarted.Register(answers.SetResult))
            {
                await answers.Task.WaitAsync(stoppingToken);
            }

            for (var pause = FirstRun; _scheduler is null; pause = NextTry)
            {
                await Task.Delay(pause, clock, stoppingToken);
                await StartAsync();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it began.
        }
    }

    /// <summary>Not called off half-way: what has begun to start can only then be ended.</summary>
    private async Task StartAsync()
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(CancellationToken.None);
            await scheduler.Start(CancellationToken.None);
            _scheduler = scheduler;
        }
        catch (Exception fault)
        {
            // The edge of the machinery: without jobs no promise is watched, so it is tried until the database is there again.
            NotStarted(log, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "JobsNotStarted: the scheduler is started again in ten seconds")]
    private static partial void NotStarted(ILogger log, Exception fault);
}
