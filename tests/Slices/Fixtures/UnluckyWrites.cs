using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The product's own writes, of which the first few fail in a way that nobody foresaw.</summary>
public sealed class UnluckyWrites(IWrites writes, int failures) : IWrites
{
    private int _left = failures;

    /// <summary>How many still fail; negative once one went well.</summary>
    public int Left
    {
        get => Volatile.Read(ref _left);
        set => Volatile.Write(ref _left, value);
    }

    public async Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop) =>
        Interlocked.Decrement(ref _left) >= 0 ? throw new InvalidOperationException("Nobody foresaw this.") : await writes.ActAsync(by, work, stop);
}
