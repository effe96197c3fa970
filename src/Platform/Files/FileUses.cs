namespace Banzhang.Platform.Files;

/// <summary>All who name contents of files, asked together.</summary>
internal sealed class FileUses(IEnumerable<IFileUse> uses)
{
    /// <summary>Those of the contents that a row of anybody names.</summary>
    public async Task<IReadOnlySet<string>> UsedAsync(IReadOnlyCollection<string> sha256s, CancellationToken stop)
    {
        var used = new HashSet<string>();
        foreach (var use in uses)
        {
            used.UnionWith(await use.UsedAsync(sha256s, stop));
        }

        return used;
    }
}
