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

    public async ValueTask<long> NextAsync(string counter, CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            var block = _blocks.GetOrAdd(counter, _ => new Block());
            if (block.Next > block.Last)
            {
                await using var command = postgres.CreateCommand(
                    """INSERT INTO platform_counters ("Name", "Value") VALUES ($1, $2) ON CONFLICT ("Name") DO UPDATE SET "Value" = platform_counters."Value" + $2 RETURNING "Value" """);
                command.Parameters.Add(new NpgsqlParameter { Value = counter });
                command.Parameters.Add(new NpgsqlParameter { Value = (long)BlockSize });
                block.Last = (long)(await command.ExecuteScalarAsync(stop))!;
                block.Next = block.Last - BlockSize + 1;
            }

            return block.Next++;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private sealed class Block
    {
        public long Next { get; set; } = 1;

        public long Last { get; set; }
    }
}
