using Microsoft.Extensions.Logging;

namespace Banzhang.Platform.Files;

/// <summary>Takes contents of files away that nobody names: all who name some are asked together.</summary>
internal sealed partial class UnnamedFiles(FileStore files, IEnumerable<IFileUse> uses, ILogger<UnnamedFiles> log)
{
    /// <summary>Contents asked for in one question of the database.</summary>
    public static readonly int AtOnce = 200;

    /// <param name="contents">With the time they were kept last, as it was asked before; at most <see cref="AtOnce"/>.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Those that are dealt with: a row names them and they stay, or they are gone.</returns>
    public async Task<IReadOnlySet<string>> RemoveAsync(IReadOnlyCollection<(string Sha256, DateTimeOffset KeptAt)> contents, CancellationToken stop)
    {
        string[] asked = [.. contents.Select(f => f.Sha256)];
        var dealtWith = new HashSet<string>();
        foreach (var use in uses)
        {
            dealtWith.UnionWith(await use.UsedAsync(asked, stop));
        }

        foreach (var (sha256, keptAt) in contents.Where(f => !dealtWith.Contains(f.Sha256)).ToList())
        {
            if (Tried(sha256, () => files.Remove(sha256, keptAt)))
            {
                dealtWith.Add(sha256);
            }
        }

        return dealtWith;
    }

    /// <summary>Puts back what was on its way out when its server died, so that it is judged as if for the first time.</summary>
    public void PutBack(IEnumerable<string> sha256s)
    {
        foreach (var sha256 in sha256s)
        {
            Tried(sha256, () => files.PutBack(sha256));
        }
    }

    /// <summary>One file that cannot be touched keeps nothing else from being cleared: the next run tries again.</summary>
    private bool Tried(string sha256, Func<bool> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            RemovingFailed(log, sha256, fault);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "RemovingFailed: the content {Sha256}, which nobody names, still lies in the folder of files; see whether the server may write there")]
    private static partial void RemovingFailed(ILogger log, string sha256, Exception fault);
}
