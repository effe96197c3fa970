using System.Collections.Concurrent;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>
/// On PostgreSQL a counter row locked until each commit would make writers wait for one another's disk,
/// so a node takes numbers in blocks. Numbers stay unique; between nodes they are not in order, and a restart leaves a gap.
/// </summary>
internal sealed class NumberBlocks(NpgsqlDataSource postgres) : IDisposable
{
    private const int BlockSize = 50;
    private readonly ConcurrentDictionary<string, Block> _blocks = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    public ValueTask<long> NextAsync(string counter, CancellationToken stop)
    {
        var block = _blocks.GetOrAdd(counter, _ => new Block());
        return block.TryTake(out var next) ? ValueTask.FromResult(next) : AfterNewBlockAsync(counter, block, stop);
    }

    public void Dispose() => _one.Dispose();

    private async ValueTask<long> AfterNewBlockAsync(string counter, Block block, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            long next;
            while (!block.TryTake(out next))
            {
                await using var command = postgres.CreateCommand(
                    """INSERT INTO platform_counters ("Name", "Value") VALUES ($1, $2) ON CONFLICT ("Name") DO UPDATE SET "Value" = platform_counters."Value" + $2 RETURNING "Value" """);
                command.Parameters.Add(new NpgsqlParameter { Value = counter });
                command.Parameters.Add(new NpgsqlParameter { Value = (long)BlockSize });
                block.Renew((long)(await command.ExecuteScalarAsync(stop))!);
            }

            return next;
        }
        finally
        {
            _one.Release();
        }
    }

    private sealed class Block
    {
        private readonly Lock _lock = new();
        private long _next = 1, _last;

        public bool TryTake(out long number)
        {
            lock (_lock)
            {
                number = _next;
                if (_next > _last)
                {
                    return false;
                }

                _next++;
                return true;
            }
        }

        public void Renew(long last)
        {
            lock (_lock)
            {
                (_next, _last) = (last - BlockSize + 1, last);
            }
        }
    }
}
