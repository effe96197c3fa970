namespace Banzhang.Platform.Startup;

/// <summary>One server per data folder: the lock is the operating system's, so it goes with the process.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CannotStartException">Another server holds the folder.</exception>
    public static FolderLock Take(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new(new FileStream(Path.Combine(folder, "banzhang.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new CannotStartException(CannotStartReason.DataFolderIsReadOnly, folder, fault);
        }
        catch (IOException fault)
        {
            var reason = Directory.Exists(folder) && File.Exists(Path.Combine(folder, "banzhang.lock"))
                ? CannotStartReason.AnotherServerUsesTheFolder
                : CannotStartReason.DataFolderCannotBeMade;
            throw new CannotStartException(reason, folder, fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
