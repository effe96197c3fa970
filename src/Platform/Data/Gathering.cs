using System.Threading.Channels;

namespace Banzhang.Platform.Data;

/// <summary>
/// Requests that arrive while a round trip to the database is under way travel together in the next one,
/// so that the cost of a trip is shared as soon as there is more than one who asks; one alone waits for nobody.
/// </summary>
/// <param name="lanes">Round trips under way at once.</param>
/// <param name="most">Requests that travel together; more would make the first wait for the last.</param>
/// <param name="send">Answers every request handed to it, also when it fails.</param>
internal sealed class Gathering<T>(int lanes, int most, Func<IReadOnlyList<T>, Task> send) : IAsyncDisposable
{
    private readonly Channel<T> _waiting = Channel.CreateUnbounded<T>();
    private Task[]? _running;

    public void Ask(T request)
    {
        if (_running is null)
        {
            lock (_waiting)
            {
                _running ??= [.. Enumerable.Range(0, lanes).Select(_ => Task.Run(TravelAsync))];
            }
        }

        ObjectDisposedException.ThrowIf(!_waiting.Writer.TryWrite(request), this);
    }

    /// <summary>What was asked is still answered.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_running ?? []);
    }

    private async Task TravelAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            var together = new List<T>();
            while (together.Count < most && _waiting.Reader.TryRead(out var request))
            {
                together.Add(request);
            }

            if (together.Count > 0)
            {
                await send(together);
            }
        }
    }
}
