using System.Formats.Tar;
using System.IO.Compression;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Microsoft.Data.Sqlite;

namespace Banzhang.Platform.Backup;

public sealed record BackUp(string File);

public sealed record BackupFileExists(string Path) : Conflict
{
    public override object[] Arguments => [Path];
}

public sealed record BackupFileIsUnreadable(string Path) : Invalid("FILE")
{
    public override object[] Arguments => [Path];
}

public sealed record BackupIsOfOtherKind(string Kind) : Invalid("FILE")
{
    public override object[] Arguments => [Kind];
}

public sealed record RestoreTargetIsNotEmpty(string Path) : Conflict
{
    public override object[] Arguments => [Path];
}

/// <summary>
/// A consistent copy while the server runs: the database as of one instant, then the stored files, which are only ever added, or erased for good.
/// The archive is written beside and renamed when it is whole.
/// </summary>
public sealed class BackupHandler(AppDbFactory databases)
{
    internal static readonly string DatabaseEntry = "banzhang.db";
    internal static readonly string TablesFolder = "tables/";

    /// <returns>Bytes of the archive.</returns>
    public async Task<Outcome<long>> HandleAsync(BackUp command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ExportEverything))
        {
            return new MayNot(Permissions.ExportEverything.Code);
        }

        var target = Path.GetFullPath(command.File);
        if (File.Exists(target))
        {
            return new BackupFileExists(target);
        }

        var part = target + ".part";
        var scratch = Path.Combine(databases.Database.DataFolder, $".backup-{Environment.ProcessId}.db");
        try
        {
            await using (var file = new FileStream(part, FileMode.Create))
            {
                await using (var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await using (var tar = new TarWriter(zip, TarEntryFormat.Pax))
                {
                    if (databases.Database.Kind == DatabaseKind.Sqlite)
                    {
                        CopySqlite(scratch);
                        await tar.WriteEntryAsync(scratch, DatabaseEntry, stop);
                    }
                    else
                    {
                        await PostgresTables.CopyOutAsync(databases, tar, stop);
                    }

                    await AddFilesAsync(tar, stop);
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(part, target);
            FolderEntries.Flush(Path.GetDirectoryName(Path.GetFullPath(target))!);
            return new FileInfo(target).Length;
        }
        finally
        {
            File.Delete(part);
            File.Delete(scratch);
        }
    }

    /// <summary>SQLite's own online copy: a snapshot in one read transaction, whoever writes meanwhile.</summary>
    private void CopySqlite(string scratch)
    {
        File.Delete(scratch);
        using var connection = new SqliteConnection(databases.SqliteConnectionString(pooling: false));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO $target";
        command.Parameters.AddWithValue("$target", scratch);
        command.ExecuteNonQuery();
    }

    private async Task AddFilesAsync(TarWriter tar, CancellationToken stop)
    {
        var folder = Path.Combine(databases.Database.DataFolder, "files");
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => !p.EndsWith(".part", StringComparison.Ordinal)))
        {
            try
            {
                await tar.WriteEntryAsync(path, "files/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), stop);
            }
            catch (FileNotFoundException)
            {
                // Erased since the folder was listed.
            }
        }
    }
}

/// <summary>Puts a backup back; the target must be empty unless it is told to be overwritten. No server may run on it.</summary>
public static class Restoring
{
    public static async Task<Outcome> RunAsync(DatabaseOptions database, RoomCatalog rooms, string file, bool force, CancellationToken stop)
    {
        var source = Path.GetFullPath(file);
        if (!File.Exists(source))
        {
            return new BackupFileIsUnreadable(source);
        }

        var target = database.Kind == DatabaseKind.Sqlite ? database.SqliteFile : "PostgreSQL";
        await using var databases = new AppDbFactory(database, rooms);
        var occupied = database.Kind == DatabaseKind.Sqlite ? File.Exists(database.SqliteFile) : await PostgresTables.HasTablesAsync(databases, stop);
        if (occupied && !force)
        {
            return new RestoreTargetIsNotEmpty(target);
        }

        try
        {
            await using var zip = new GZipStream(File.OpenRead(source), CompressionMode.Decompress);
            await using var tar = new TarReader(zip);
            return database.Kind == DatabaseKind.Sqlite ? await IntoSqliteAsync(database, tar, stop) : await PostgresTables.CopyInAsync(databases, database, tar, stop);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException)
        {
            return new BackupFileIsUnreadable(source);
        }
    }

    private static async Task<Outcome> IntoSqliteAsync(DatabaseOptions database, TarReader tar, CancellationToken stop)
    {
        Directory.CreateDirectory(database.DataFolder);
        var part = database.SqliteFile + ".restoring";
        var found = false;
        while (await tar.GetNextEntryAsync(cancellationToken: stop) is { } entry)
        {
            if (entry.Name == BackupHandler.DatabaseEntry)
            {
                await entry.ExtractToFileAsync(part, overwrite: true, stop);
                found = true;
            }
            else if (entry.Name.StartsWith(BackupHandler.TablesFolder, StringComparison.Ordinal))
            {
                return new BackupIsOfOtherKind("PostgreSQL");
            }
            else
            {
                await ExtractFileAsync(database, entry, stop);
            }
        }

        if (!found)
        {
            return new BackupFileIsUnreadable(BackupHandler.DatabaseEntry);
        }

        foreach (var old in (string[])["-wal", "-shm", ""])
        {
            File.Delete(database.SqliteFile + old);
        }

        File.Move(part, database.SqliteFile);
        return Outcome.Done;
    }

    /// <summary>Only into the folder of stored files, whatever the archive says.</summary>
    internal static async Task ExtractFileAsync(DatabaseOptions database, TarEntry entry, CancellationToken stop)
    {
        var folder = Path.GetFullPath(Path.Combine(database.DataFolder, "files"));
        var path = Path.GetFullPath(Path.Combine(database.DataFolder, entry.Name));
        if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: true, stop);
        }
    }
}
