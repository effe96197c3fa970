using System.Collections.Immutable;
using System.Text.Json;
using System.Threading.Channels;
using Banzhang.Platform.Data;
using Npgsql;

namespace Banzhang.Platform.Live;

/// <summary>
/// The board of this node: who watches which topic. On PostgreSQL the other nodes hear of stale topics by NOTIFY.
/// A watcher that does not read misses notices, not data: it is told once that something it watches is stale.
/// </summary>
public sealed class LiveBoard(AppDbFactory databases)
{
    public const string Channel = "banzhang_live";
    private ImmutableHashSet<Watcher> _watchers = [];

    public Watcher Watch(IEnumerable<string> topics)
    {
        var watcher = new Watcher(this, [.. topics]);
        ImmutableInterlocked.Update(ref _watchers, set => set.Add(watcher));
        return watcher;
    }

    /// <summary>Tells this node's watchers and, on PostgreSQL, the other nodes.</summary>
    public async Task PublishAsync(IReadOnlyCollection<string> topics, CancellationToken stop)
    {
        PublishHere(topics);
        if (databases.Postgres is { } postgres)
        {
            // NOTIFY carries at most 8,000 bytes.
            foreach (var part in topics.Chunk(100))
            {
                await using var command = postgres.CreateCommand("SELECT pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter { Value = Channel });
                command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(new Notice(NodeId, part)) });
                await command.ExecuteNonQueryAsync(stop);
            }
        }
    }

    /// <summary>Only this node's watchers, at once.</summary>
    public void PublishHere(IReadOnlyCollection<string> topics)
    {
        foreach (var watcher in _watchers)
        {
            watcher.Offer(topics);
        }
    }

    internal string NodeId { get; } = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    public int WatcherCount => _watchers.Count;

    internal sealed record Notice(string Node, string[] Topics);

    public sealed class Watcher : IDisposable
    {
        private readonly LiveBoard _board;
        private readonly Channel<string> _stale;

        internal Watcher(LiveBoard board, HashSet<string> topics)
        {
            _board = board;
            Topics = topics;
            _stale = System.Threading.Channels.Channel.CreateBounded<string>(new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });
        }

        public IReadOnlySet<string> Topics { get; }

        public ChannelReader<string> Stale => _stale.Reader;

        internal void Offer(IReadOnlyCollection<string> topics)
        {
            foreach (var topic in topics)
            {
                if (Topics.Contains(topic))
                {
                    _stale.Writer.TryWrite(topic);
                }
            }
        }

        public void Dispose() => ImmutableInterlocked.Update(ref _board._watchers, set => set.Remove(this));
    }
}
