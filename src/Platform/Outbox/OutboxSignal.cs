namespace Banzhang.Platform.Outbox;

/// <summary>Wakes the delivery loop of this node.</summary>
public sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        try
        {
            if (_raised.CurrentCount == 0)
            {
                _raised.Release();
            }
        }
        catch (SemaphoreFullException)
        {
            // Raised twice at once: one wake-up is enough.
        }
    }

    /// <summary>Returns at the first signal, or after <paramref name="atMost"/>.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken stop) => _raised.WaitAsync(atMost, stop);

    public void Dispose() => _raised.Dispose();
}
