using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The product's own writes, until the disk is full.</summary>
public sealed class FullDisk(IWrites writes) : IWrites
{
    public bool IsFull { get; set; }

    public async Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop) => IsFull ? new StorageIsFull() : await writes.ActAsync(by, work, stop);
}
