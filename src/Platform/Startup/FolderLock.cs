namespace Banzhang.Platform.Startup;

/// <summary>One server per data folder: the lock is the operating system's, so it goes with the process.</summary>
public sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="CannotStartException">Another server holds the folder, or it takes no writes.</exception>
    public static FolderLock Take(string folder)
    {
        DataFolder.Prepare(folder);
        try
        {
            return new(new FileStream(Path.Combine(folder, "banzhang.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new CannotStartException(CannotStartReason.DataFolderIsReadOnly, folder, fault);
        }
        catch (IOException fault)
        {
            // The folder was just written to: what is left is that somebody holds the file.
            throw new CannotStartException(CannotStartReason.AnotherServerUsesTheFolder, folder, fault);
        }
    }

    public void Dispose() => _file.Dispose();
}
