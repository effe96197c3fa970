using Banzhang.Platform.Data;

namespace Banzhang.Platform.Startup;

/// <summary>The folder that holds everything of one installation.</summary>
internal static class DataFolder
{
    /// <summary>Makes it where it is missing and proves that it takes writes.</summary>
    /// <exception cref="CannotStartException">It cannot be made, takes no writes, or its disk is full.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(CannotStartReason.DataFolderCannotBeMade, folder, fault);
        }

        try
        {
            // A file of its own: two commands may start in the same instant.
            var probe = Path.Combine(folder, $".write-probe-{Environment.ProcessId}");
            File.WriteAllBytes(probe, [1]);
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException(StorageFaults.AsRefusal(fault) is StorageIsFull ? CannotStartReason.DiskIsFull : CannotStartReason.DataFolderIsReadOnly, folder, fault);
        }
    }
}
