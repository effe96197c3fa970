using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Files;

/// <summary>A content that something erased referred to. It goes from the folder once nobody else names it; until then this row says that it is still to be looked at.</summary>
public sealed class UnwantedFile
{
    public long Id { get; private set; }

    /// <summary>Lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static UnwantedFile Of(string sha256, DateTimeOffset now) => new() { Sha256 = sha256, At = now };
}

internal sealed class UnwantedFileMapping : IEntityTypeConfiguration<UnwantedFile>
{
    public void Configure(EntityTypeBuilder<UnwantedFile> builder)
    {
        builder.ToTable("platform_unwanted_files");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Sha256).HasMaxLength(64);
    }
}

/// <summary>A room that names contents in tables of its own, beside the files that belong to things.</summary>
public interface IFileUse
{
    /// <summary>Those of the contents that a row names.</summary>
    Task<IReadOnlyCollection<string>> UsedAsync(IReadOnlyCollection<string> sha256s, CancellationToken stop);
}

internal sealed class StoredFileUseQuery(IDbContextFactory<AppDb> databases) : IFileUse
{
    public async Task<IReadOnlyCollection<string>> UsedAsync(IReadOnlyCollection<string> sha256s, CancellationToken stop)
    {
        var asked = sha256s.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<StoredFile>().Where(f => asked.Contains(f.Sha256)).Select(f => f.Sha256).Distinct().ToListAsync(stop);
    }
}
