using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.Platform.Settings;

/// <summary>Takes over the department's time zone at the start, and when another node has changed it.</summary>
public sealed partial class ZoneFollowing(SettingsBook settings, TimeProvider clock, ILogger<ZoneFollowing> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                DepartmentZone.Use((await settings.GetAsync(DepartmentZone.Setting, stoppingToken)).Value.TimeZone);
                await Task.Delay(Pause, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                ZoneNotRead(log, fault);
                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "ZoneNotRead: the time zone stays as it was")]
    private static partial void ZoneNotRead(ILogger log, Exception fault);
}
