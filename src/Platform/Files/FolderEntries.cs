using System.Runtime.InteropServices;

namespace Banzhang.Platform.Files;

/// <summary>A file that was made or renamed is found again after a power cut only when its folder is on the disk as well.</summary>
internal static partial class FolderEntries
{
    /// <summary>"Invalid argument": a file system, most often one over the network, that has nothing to flush for a folder.</summary>
    private const int NotForFolders = 22;

    /// <summary>Returns when the names in a folder are on the disk. Windows keeps them in a journal of its own, and opens no folder for this.</summary>
    /// <exception cref="IOException">The folder is not there, or the disk failed; with the system's own code.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var opened = Open(folder, forReading: 0);
        ThrowWhen(opened < 0, folder);
        try
        {
            ThrowWhen(Sync(opened) != 0 && Marshal.GetLastPInvokeError() != NotForFolders, folder);
        }
        finally
        {
            _ = Close(opened);
        }
    }

    private static void ThrowWhen(bool failed, string folder)
    {
        if (failed)
        {
            var code = Marshal.GetLastPInvokeError();
            throw new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(code)}", code);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int forReading);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int opened);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int opened);
}
