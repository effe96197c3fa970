using System.Diagnostics;
using System.Globalization;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The program itself, as its users start it: a process of its own, speaking English.</summary>
internal static class ProgramRun
{
    public static readonly string File = Path.Combine(AppContext.BaseDirectory, "..", "..", "Web", "debug", "banzhang");

    public static async Task<(int Code, string Output, string Error)> RunAsync((string Name, string Value)[] environment, string[] arguments, CancellationToken stop)
    {
        using var process = Start(File, environment, arguments);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await error);
    }

    public static Process Start(string program, (string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["LANG"] = "en_US.UTF-8";
        start.Environment.Remove("LC_ALL");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits until the process has written the file, presses Ctrl-C, and waits until it has ended.</summary>
    public static async Task InterruptAsync(Process process, string written, CancellationToken stop)
    {
        while (!System.IO.File.Exists(written))
        {
            Assert.False(process.HasExited, "It ended by itself.");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
        }

        using (var kill = Start("kill", [], ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(stop);
        }

        await process.WaitForExitAsync(stop);
    }
}
