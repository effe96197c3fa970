namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The program among mounts that only it sees: a folder that takes no writes, a disk without room. They go with the process.</summary>
internal static class OwnMounts
{
    /// <summary>The folder is there with all it holds, and takes no writes, not even the system administrator's.</summary>
    public static readonly string ReadOnly = "mount --bind \"$FOLDER\" \"$FOLDER\" && mount -o remount,bind,ro \"$FOLDER\"";

    /// <summary>The folder is empty but for what fills its disk.</summary>
    public static readonly string Full = "mount -t tmpfs -o size=64k none \"$FOLDER\" && { head -c 1000000 /dev/zero > \"$FOLDER/filled\" 2> /dev/null; true; }";

    /// <summary>Skips the test, with the system's own words, where it allows nobody mounts of their own.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string mount, string folder, (string Name, string Value)[] environment, string[] arguments, CancellationToken stop)
    {
        string[] alone = Environment.IsPrivilegedProcess ? ["-m"] : ["-r", "-m"];
        var tried = await RunAsync([.. alone, "sh", "-c", mount], [("FOLDER", folder)], stop);
        Assert.SkipUnless(tried.Code == 0, $"The system allows no mounts of one's own: {tried.Error.Trim()}");
        return await RunAsync([.. alone, "sh", "-c", mount + " && exec \"$0\" \"$@\"", ProgramRun.File, .. arguments], [.. environment, ("FOLDER", folder)], stop);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, (string Name, string Value)[] environment, CancellationToken stop)
    {
        using var process = ProgramRun.Start("unshare", environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await error);
    }
}
