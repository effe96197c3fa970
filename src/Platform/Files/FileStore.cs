using System.Buffers;
using System.Security.Cryptography;
using Banzhang.Kernel;
using Banzhang.Platform.Data;

namespace Banzhang.Platform.Files;

public sealed record FileIsTooLarge(long Most) : Invalid("file")
{
    public override object[] Arguments => [Most / 1024 / 1024];
}

/// <summary>
/// A folder of contents named by their hash. A content is written beside, flushed to the disk and renamed, its folder flushed too, so it is whole or absent;
/// it is there before the row that names it is committed. A content goes only when no row names it and it was not kept lately: its time of writing is when it was kept last.
/// </summary>
public sealed class FileStore(DatabaseOptions database, TimeProvider clock)
{
    /// <summary>25 MiB a file.</summary>
    public const long Most = 25 * 1024 * 1024;

    private const string PartEnd = ".part";

    private string Folder => Path.Combine(database.DataFolder, "files");

    public Task<Outcome<FileContent>> KeepAsync(Stream content, CancellationToken stop) => KeepAsync(content, Most, stop);

    /// <param name="most">Bytes; a longer content is refused.</param>
    public async Task<Outcome<FileContent>> KeepAsync(Stream content, long most, CancellationToken stop)
    {
        Directory.CreateDirectory(Folder);
        var temporary = Path.Combine(Folder, $".{Guid.CreateVersion7(clock.GetUtcNow()):N}{PartEnd}");
        try
        {
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                var head = new byte[512];
                var headLength = 0;
                long total = 0;
                var buffer = ArrayPool<byte>.Shared.Rent(81920);
                try
                {
                    int read;
                    while ((read = await content.ReadAsync(buffer, stop)) > 0)
                    {
                        total += read;
                        if (total > most)
                        {
                            return new FileIsTooLarge(most);
                        }

                        if (headLength < head.Length)
                        {
                            var take = Math.Min(read, head.Length - headLength);
                            buffer.AsSpan(0, take).CopyTo(head.AsSpan(headLength));
                            headLength += take;
                        }

                        hash.AppendData(buffer, 0, read);
                        await file.WriteAsync(buffer.AsMemory(0, read), stop);
                    }
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }

                file.Flush(flushToDisk: true);
                var kept = new FileContent(Convert.ToHexStringLower(hash.GetHashAndReset()), ContentTypes.Sniff(head.AsSpan(0, headLength)), total);
                file.Close();
                Place(temporary, kept.Sha256);
                return kept;
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Null when the content is missing from the folder.</summary>
    public Stream? Open(string sha256)
    {
        var path = PathOf(sha256);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }

    /// <summary>Bytes of a content; null when it is missing from the folder.</summary>
    public long? LengthOf(string sha256) => new FileInfo(PathOf(sha256)) is { Exists: true } file ? file.Length : null;

    /// <summary>When a content was kept last; null when it is not there.</summary>
    internal DateTimeOffset? KeptAt(string sha256) => File.Exists(PathOf(sha256)) ? File.GetLastWriteTimeUtc(PathOf(sha256)) : null;

    /// <summary>Contents that were kept last before an instant, with that time, read from the folder as they are asked for.</summary>
    internal IEnumerable<(string Sha256, DateTimeOffset KeptAt)> KeptBefore(DateTimeOffset instant) =>
        Files().Where(f => !IsPart(f) && f.LastWriteTimeUtc < instant.UtcDateTime).Select(f => (f.Name, new DateTimeOffset(f.LastWriteTimeUtc)));

    /// <summary>What was half written when its server was killed.</summary>
    internal void RemovePartsBefore(DateTimeOffset instant)
    {
        foreach (var part in Files().Where(f => IsPart(f) && !IsDoomed(f) && f.LastWriteTimeUtc < instant.UtcDateTime))
        {
            part.Delete();
        }
    }

    /// <summary>Contents that lay on their way out already before an instant: their server died, or could not delete them.</summary>
    internal IEnumerable<string> OnTheirWayOutBefore(DateTimeOffset instant) =>
        Files().Where(f => IsDoomed(f) && f.LastWriteTimeUtc < instant.UtcDateTime).Select(f => f.Name[1..^PartEnd.Length]);

    /// <summary>Takes a content away, unless somebody keeps it at this very moment.</summary>
    /// <param name="keptAt">As it was asked before the rows were looked at.</param>
    /// <returns>False when it was kept again meanwhile, and stays.</returns>
    internal bool Remove(string sha256, DateTimeOffset keptAt)
    {
        var (path, doomed) = (PathOf(sha256), DoomedOf(sha256));
        File.Move(path, doomed, overwrite: true);
        if (File.GetLastWriteTimeUtc(doomed) > keptAt)
        {
            File.Move(doomed, path, overwrite: true);
            return false;
        }

        File.Delete(doomed);
        return true;
    }

    /// <summary>Puts back what was on its way out when its server died, so that it can be looked at and taken away as if for the first time.</summary>
    /// <returns>False when there was nothing of it.</returns>
    /// <exception cref="IOException">The content was kept anew at this very moment.</exception>
    internal bool PutBack(string sha256)
    {
        if (!IsOnItsWayOut(sha256))
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(sha256))!);
        File.Move(DoomedOf(sha256), PathOf(sha256), overwrite: false);
        return true;
    }

    /// <summary>It lies beside, where <see cref="Remove"/> puts it before it deletes it.</summary>
    internal bool IsOnItsWayOut(string sha256) => File.Exists(DoomedOf(sha256));

    /// <summary>What is there already is touched: from then on it is as if it had just come.</summary>
    private void Place(string temporary, string sha256)
    {
        var (path, now) = (PathOf(sha256), clock.GetUtcNow().UtcDateTime);
        try
        {
            File.SetLastWriteTimeUtc(path, now);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            File.SetLastWriteTimeUtc(temporary, now);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }

        // Also what another request placed a moment ago; a folder without news costs nothing.
        foreach (var folder in new[] { Path.GetDirectoryName(path)!, Folder, database.DataFolder })
        {
            FolderEntries.Flush(folder);
        }
    }

    private IEnumerable<FileInfo> Files() => Directory.Exists(Folder) ? new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories) : [];

    private static bool IsPart(FileInfo file) => file.Name.StartsWith('.');

    /// <summary>Named by a whole hash; what is half written has a shorter name.</summary>
    private static bool IsDoomed(FileInfo file) => IsPart(file) && file.Name.Length == 1 + (2 * SHA256.HashSizeInBytes) + PartEnd.Length;

    private string DoomedOf(string sha256) => Path.Combine(Folder, $".{sha256}{PartEnd}");

    private string PathOf(string sha256) => Path.Combine(Folder, sha256[..2], sha256);
}
