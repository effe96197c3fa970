using System.Text.Json;
using Banzhang.Platform.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Banzhang.Platform.Live;

/// <summary>Hears the other nodes' notices on PostgreSQL; does nothing on the embedded database, which has one node.</summary>
public sealed partial class LiveListener(AppDbFactory databases, LiveBoard board, TimeProvider clock, ILogger<LiveListener> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (databases.Postgres is { } postgres && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await postgres.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, notice) => Heard(notice.Payload);
                await using (var listen = new NpgsqlCommand($"LISTEN {LiveBoard.Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                while (true)
                {
                    await connection.WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                ConnectionLost(log, fault);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
        }
    }

    private void Heard(string payload)
    {
        if (JsonSerializer.Deserialize<LiveBoard.Notice>(payload) is { } notice && notice.Node != board.NodeId)
        {
            board.PublishHere(notice.Topics);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "LiveConnectionLost: listening again in a second")]
    private static partial void ConnectionLost(ILogger log, Exception fault);
}
