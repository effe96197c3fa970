using Banzhang.Platform.Files;

namespace Banzhang.Tests.Rules.Platform;

public sealed class FolderEntriesTests
{
    [Fact]
    public void The_names_in_a_folder_are_flushed_and_a_folder_that_is_not_there_is_told_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("banzhang-entries-").FullName;
        FolderEntries.Flush(folder);
        Directory.Delete(folder);

        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows flushes no folders.");
        var fault = Assert.Throws<IOException>(() => FolderEntries.Flush(folder));
        Assert.StartsWith(folder, fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, fault.HResult); // ENOENT, as the system gives it
    }
}
