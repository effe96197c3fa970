using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Health;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.Platform.Outbox;

/// <summary>
/// The one loop that delivers after commit. Several nodes share the outbox: on PostgreSQL each takes rows the others have not locked.
/// A message whose listener fails is set aside with growing pauses and does not hold up the others.
/// </summary>
public sealed partial class OutboxDelivery(IServiceProvider services, IWrites writes, AppDbFactory databases, EventKinds kinds, LiveBoard board, OutboxSignal signal, TimeProvider clock, ILogger<OutboxDelivery> log)
    : BackgroundService
{
    /// <summary>While requests wait for the writer of the embedded database, deliveries hold it only briefly, and pause between (decision 0008).</summary>
    private const int SmallBatch = 64, Most = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Sweep, stoppingToken);
                while (await DeliverAsync(BatchNow(), stoppingToken) is var delivered && delivered >= SmallBatch)
                {
                    await GiveWayAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                DeliveryFailed(log, fault);
            }
        }
    }

    private int BatchNow() => writes is SqliteWrites { IsBusy: true } ? SmallBatch : Most;

    private Task GiveWayAsync(CancellationToken stop) => writes is SqliteWrites { IsBusy: true } ? Task.Delay(Pause, clock, stop) : Task.CompletedTask;

    /// <summary>Delivers everything that is due now; for tests, commands and verification.</summary>
    public async Task DrainAsync(CancellationToken stop)
    {
        while (await DeliverAsync(Most, stop) > 0)
        {
            // Until nothing is due.
        }
    }

    private async Task<int> DeliverAsync(int most, CancellationToken stop)
    {
        var topics = new HashSet<string>();
        long failing = 0;
        long[] claimed = [];
        try
        {
            var done = await writes.ActAsync<int>(Actor.System, async (act, token) =>
            {
                topics.Clear();
                var sums = new DeliverySums();
                var messages = await ClaimAsync(act, most, token);
                claimed = messages;
                foreach (var told in await act.Db.Set<LedgerEvent>().AsNoTracking().Where(e => claimed.Contains(e.Seq)).OrderBy(e => e.Seq).ToListAsync(token))
                {
                    failing = told.Seq;
                    if (kinds.Read(told.Kind, told.Data) is { } happened)
                    {
                        await Listeners.TellAsync(services, happened, new(act, told.At, told.ActorId ?? Guid.Empty, told.ActorName, topics, sums), token);
                    }
                }

                failing = 0;
                await sums.WriteAsync(act, token);
                await act.Db.Set<OutboxMessage>().Where(m => claimed.Contains(m.Seq)).ExecuteDeleteAsync(token);
                return messages.Length;
            }, stop);
            if (!done.IsDone)
            {
                DeliveryRefused(log, done.Refusal!.Code);
                return 0;
            }

            Meters.Delivered.Add(done.Value);
            if (topics.Count > 0)
            {
                await board.PublishAsync(topics, stop);
            }

            return done.Value;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && (failing != 0 || claimed.Length == 1))
        {
            var seq = failing != 0 ? failing : claimed[0];
            ListenerFailed(log, seq, fault);
            await PostponeAsync(seq, fault, stop);
            return most;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && claimed.Length > 1 && StorageFaults.AsRefusal(fault) is null)
        {
            // The batch failed as a whole, at its end: one at a time, the one at fault is found and set aside.
            DeliveryFailed(log, fault);
            foreach (var _ in claimed)
            {
                await DeliverAsync(1, stop);
            }

            return most;
        }
    }

    private async Task<long[]> ClaimAsync(Act act, int most, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var outbox = act.Db.Set<OutboxMessage>();
        var due = databases.Database.Kind == DatabaseKind.Postgres
            ? outbox.FromSqlInterpolated($"SELECT * FROM outbox WHERE \"NotBefore\" <= {now.UtcTicks} ORDER BY \"Seq\" LIMIT {most} FOR UPDATE SKIP LOCKED")
            : outbox.Where(m => m.NotBefore <= now).OrderBy(m => m.Seq).Take(most);
        return [.. (await due.AsNoTracking().ToListAsync(stop)).Select(m => m.Seq)];
    }

    private async Task PostponeAsync(long seq, Exception fault, CancellationToken stop) =>
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            var message = await act.Db.Set<OutboxMessage>().SingleOrDefaultAsync(m => m.Seq == seq, token);
            message?.Postpone($"{fault.GetType().Name}: {fault.Message}", act.Now);
            return Outcome.Done;
        }, stop);

    [LoggerMessage(Level = LogLevel.Error, Message = "DeliveryFailed: the outbox is tried again")]
    private static partial void DeliveryFailed(ILogger log, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "DeliveryRefused: {Code}")]
    private static partial void DeliveryRefused(ILogger log, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "ListenerFailed: message {Seq} is set aside")]
    private static partial void ListenerFailed(ILogger log, long seq, Exception fault);
}
