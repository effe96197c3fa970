using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Live;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
    private const int Most = 200;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(Sweep, stoppingToken);
                while (await DeliverAsync(Most, stoppingToken) == Most)
                {
                    await Task.Yield();
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
        try
        {
            var done = await writes.ActAsync<int>(Actor.System, async (act, token) =>
            {
                topics.Clear();
                var messages = await ClaimAsync(act, most, token);
                foreach (var message in messages)
                {
                    failing = message.Seq;
                    await HearAsync(message, act, topics, token);
                    act.Db.Remove(message);
                }

                failing = 0;
                return messages.Count;
            }, stop);
            if (!done.IsDone)
            {
                DeliveryRefused(log, done.Refusal!.Code);
                return 0;
            }

            if (topics.Count > 0)
            {
                await board.PublishAsync(topics, stop);
            }

            return done.Value;
        }
        catch (Exception fault) when (fault is not OperationCanceledException && failing != 0)
        {
            ListenerFailed(log, failing, fault);
            await PostponeAsync(failing, fault, stop);
            return most;
        }
    }

    private async Task<List<OutboxMessage>> ClaimAsync(Act act, int most, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        return databases.Database.Kind == DatabaseKind.Postgres
            ? await act.Db.Set<OutboxMessage>().FromSqlInterpolated(
                $"SELECT * FROM outbox WHERE \"NotBefore\" <= {now.UtcTicks} ORDER BY \"Seq\" LIMIT {most} FOR UPDATE SKIP LOCKED").ToListAsync(stop)
            : await act.Db.Set<OutboxMessage>().Where(m => m.NotBefore <= now).OrderBy(m => m.Seq).Take(most).ToListAsync(stop);
    }

    private async Task HearAsync(OutboxMessage message, Act act, HashSet<string> topics, CancellationToken stop)
    {
        foreach (var stored in StoredJson.Read<OutboxEvent[]>(message.Events) ?? [])
        {
            if (kinds.Read(stored.Kind, stored.Data) is { } happened)
            {
                var delivery = new Delivery(act, stored.At, stored.ActorId, stored.ActorName, topics);
                await Listeners.TellAsync(services, happened, delivery, stop);
            }
        }
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
