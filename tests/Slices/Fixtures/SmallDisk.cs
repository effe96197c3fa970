using System.Diagnostics;
using System.Globalization;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>A database of PostgreSQL on a disk of its own with little room.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder, string name) => (_folder, Name) = (folder, name);

    public string Name { get; }

    /// <summary>Skips the test where the disk cannot be made: only root mounts one for the server, and the server must run on this machine.</summary>
    /// <param name="mebibytes">Its size.</param>
    public static async Task<SmallDisk> MakeAsync(int mebibytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Only root may mount a small disk for PostgreSQL.");
        var name = $"full_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var folder = Directory.CreateTempSubdirectory("banzhang-disk-").FullName;
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m"), "none", folder);
        if (mounted.Length > 0)
        {
            Directory.Delete(folder);
            Assert.Skip($"No small disk can be mounted for PostgreSQL: {mounted}");
        }

        await RunAsync("chown", "postgres", folder);
        var disk = new SmallDisk(folder, name);
        await PostgresServer.RunAsync("postgres", $"CREATE TABLESPACE {name} LOCATION '{folder}'");
        await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {name} TABLESPACE {name}");
        return disk;
    }

    /// <summary>Gives the disk more room.</summary>
    public Task GrowAsync(int mebibytes) => RunAsync("mount", "-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={mebibytes}m"), _folder);

    public async ValueTask DisposeAsync()
    {
        await PostgresServer.RunAsync("postgres", $"DROP DATABASE {Name} WITH (FORCE)");
        await PostgresServer.RunAsync("postgres", $"DROP TABLESPACE {Name}");
        await RunAsync("umount", _folder);
        Directory.Delete(_folder);
    }

    /// <summary>What it complained of; empty for done.</summary>
    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? "" : error.Trim();
    }
}
