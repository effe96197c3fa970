namespace Banzhang.Platform.Jobs;

/// <summary>Work by the clock. With several nodes it runs on one of them at a time; it decides only which and when, handlers do the rest.</summary>
public interface IRecurring
{
    /// <param name="stop">Cancelled when the server stops, so that long work does not hold it up.</param>
    Task RunAsync(CancellationToken stop);
}
