using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Banzhang.Web.Verbs;

/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without its line feed.</param>
internal readonly record struct NumberedLine(long Number, ReadOnlyMemory<byte> Bytes);

/// <summary>Lines of a file or of standard input as they come, in batches; empty lines are passed over, a byte order mark is none of the text.</summary>
internal static class LineReader
{
    /// <param name="path">Null or - for standard input.</param>
    public static async IAsyncEnumerable<List<NumberedLine>> BatchesAsync(string? path, int size, [EnumeratorCancellation] CancellationToken stop)
    {
        await using var input = path is null or "-" ? Console.OpenStandardInput() : File.OpenRead(path);
        var pipe = PipeReader.Create(input, new StreamPipeReaderOptions(bufferSize: 1 << 16));
        var (batch, number) = (new List<NumberedLine>(size), 0L);
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                Add(batch, ++number, rest.Slice(0, end));
                rest = rest.Slice(rest.GetPosition(1, end));
                if (batch.Count == size)
                {
                    yield return batch;
                    batch = new(size);
                }
            }

            if (read.IsCompleted)
            {
                Add(batch, ++number, rest);
                break;
            }

            pipe.AdvanceTo(rest.Start, rest.End);
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static void Add(List<NumberedLine> batch, long number, ReadOnlySequence<byte> line)
    {
        var bytes = line.ToArray().AsMemory();
        if (number == 1 && bytes.Span.StartsWith("\uFEFF"u8))
        {
            bytes = bytes[3..];
        }

        if (bytes.Span.Trim(" \t\r"u8).Length > 0)
        {
            batch.Add(new(number, bytes));
        }
    }
}
