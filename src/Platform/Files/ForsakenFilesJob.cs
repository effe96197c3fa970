using Banzhang.Platform.Jobs;

namespace Banzhang.Platform.Files;

/// <summary>
/// Takes contents away that no row names: those kept for an act that was refused afterwards or whose server was killed before its commit, and what was half written then.
/// Nobody takes a day from keeping a content to the commit of its row.
/// </summary>
internal sealed class ForsakenFilesJob(FileStore files, FileUses uses, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(6);
    public static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private const int AtOnce = 200;

    public async Task RunAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Age;
        files.RemovePartsBefore(before);
        foreach (var some in files.KeptBefore(before).Chunk(AtOnce))
        {
            var used = await uses.UsedAsync([.. some.Select(f => f.Sha256)], stop);
            foreach (var (sha256, keptAt) in some.Where(f => !used.Contains(f.Sha256)))
            {
                files.Remove(sha256, keptAt);
            }
        }
    }
}
