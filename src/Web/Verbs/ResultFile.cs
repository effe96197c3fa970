using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary>
/// The file a verb's result goes to. What stands there is only ever replaced by a whole result: each is written to a file beside it (<c>FILE.PID.part</c>) and
/// renamed over. Where FILE is no regular file (a device, a pipe) the last result is written to it directly.
/// </summary>
internal sealed class ResultFile : IAsyncDisposable
{
    private readonly string _target;
    private readonly FileStream? _direct;

    private ResultFile(string target, FileStream? direct) => (_target, _direct) = (target, direct);

    /// <summary>Its own: what an earlier run left when it was killed stands in nobody's way.</summary>
    private string Part => $"{_target}.{Environment.ProcessId}.part";

    /// <summary>Tries at once whether it can be written, so that an hour's search is not lost to a mistyped path; null with a line on standard error when it is the instance.</summary>
    /// <param name="file">As the user gave it.</param>
    /// <param name="instance">What it must not be.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static ResultFile? Open(string file, string instance)
    {
        if (IsDevice(file))
        {
            return new(file, Existing(file));
        }

        var target = Real(file);
        if (target == Real(instance))
        {
            Console.Error.WriteLine(WordBook.Say(Words.RosterOutIsInstance, file));
            return null;
        }

        if (Path.Exists(target))
        {
            // Opening what stands there refuses a directory and what may not be written.
            var there = Existing(target);
            if (!there.CanSeek)
            {
                return new(target, there);
            }

            there.Dispose();
        }

        var result = new ResultFile(target, null);
        // Fails in a directory that is not there or may not be written in.
        File.Open(result.Part, FileMode.CreateNew).Dispose();
        File.Delete(result.Part);
        return result;
    }

    /// <summary>Puts a result that may be followed by a better one in its place.</summary>
    public Task KeepAsync(string text) => _direct is null ? ReplaceAsync(text) : Task.CompletedTask;

    /// <summary>Puts the last result in its place.</summary>
    public async Task FinishAsync(string text)
    {
        if (_direct is null)
        {
            await ReplaceAsync(text);
            return;
        }

        await using var writer = new StreamWriter(_direct, leaveOpen: true);
        await writer.WriteAsync(text);
    }

    public ValueTask DisposeAsync() => _direct?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task ReplaceAsync(string text)
    {
        var part = File.Open(Part, FileMode.CreateNew);
        try
        {
            await using (var writer = new StreamWriter(part))
            {
                await writer.WriteAsync(text);
            }

            if (!OperatingSystem.IsWindows() && File.Exists(_target))
            {
                File.SetUnixFileMode(Part, File.GetUnixFileMode(_target));
            }

            File.Move(Part, _target, overwrite: true);
        }
        finally
        {
            // What failed leaves nothing; what went well is no longer there under this name.
            File.Delete(Part);
        }
    }

    private static FileStream Existing(string file) => new(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);

    private static bool IsDevice(string file) => Path.GetFullPath(file) is var path && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));

    /// <summary>The path with all links followed, whether the file is there or not.</summary>
    private static string Real(string file)
    {
        var path = Path.GetFullPath(file);
        var here = Path.GetDirectoryName(path) is { } folder ? Path.Combine(Real(folder), Path.GetFileName(path)) : path;
        return new FileInfo(here) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : here; // a link has a target
    }
}
