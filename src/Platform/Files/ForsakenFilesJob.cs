using Banzhang.Platform.Jobs;

namespace Banzhang.Platform.Files;

/// <summary>
/// Takes contents away that no row names: those kept for an act that was refused afterwards or whose server was killed before its commit, and what was half written then.
/// Nobody takes a day from keeping a content to the commit of its row.
/// </summary>
internal sealed class ForsakenFilesJob(FileStore files, UnnamedFiles unnamed, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Age;
        files.RemovePartsBefore(before);
        unnamed.PutBack([.. files.OnTheirWayOutBefore(before)]);
        foreach (var some in files.KeptBefore(before).Chunk(UnnamedFiles.AtOnce))
        {
            await unnamed.RemoveAsync(some, stop);
        }
    }
}
