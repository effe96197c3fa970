using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.Platform.Audit;

/// <summary>Seals committed entries into the chain once a second. When two nodes seal at once, the position's key lets one win.</summary>
public sealed partial class AuditSealing(IWrites writes, TimeProvider clock, ILogger<AuditSealing> log) : BackgroundService
{
    private const int Block = 2000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while (await TickAsync(every, stoppingToken))
        {
            try
            {
                await SealAllAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
            {
                // Another node sealed this position; the next second continues behind it.
            }
            catch (Exception fault)
            {
                SealingFailed(log, fault);
            }
        }
    }

    /// <summary>Seals everything committed so far.</summary>
    public async Task SealAllAsync(CancellationToken stop)
    {
        int sealedNow;
        do
        {
            var outcome = await writes.ActAsync<int>(Actor.System, SealBlockAsync, stop);
            sealedNow = outcome.IsDone ? outcome.Value : 0;
        }
        while (sealedNow > 0);
    }

    private static async Task<Outcome<int>> SealBlockAsync(Act act, CancellationToken stop)
    {
        var last = await act.Db.Set<AuditSeal>().AsNoTracking().OrderByDescending(s => s.Position).FirstOrDefaultAsync(stop);
        var highest = last?.Highest ?? 0;
        var holes = AuditSeal.OpenHoles(last);
        var block = await act.Db.Set<AuditEntry>().AsNoTracking()
            .Where(e => e.Seq > highest || holes.Contains(e.Seq))
            .OrderBy(e => e.Seq).Take(Block).ToListAsync(stop);
        if (block.Count > 0)
        {
            act.Add(AuditSeal.Next(last, block, act.Now));
        }

        return block.Count;
    }

    private static async Task<bool> TickAsync(PeriodicTimer every, CancellationToken stop)
    {
        try
        {
            return await every.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "SealingFailed: tried again in a second")]
    private static partial void SealingFailed(ILogger log, Exception fault);
}
