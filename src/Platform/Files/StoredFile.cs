using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Files;

public readonly record struct StoredFileId(Guid Value)
{
    public static StoredFileId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A file that belongs to something. Its bytes lie in the folder under their SHA-256, once for equal files.</summary>
public sealed class StoredFile
{
    public StoredFileId Id { get; private set; }

    /// <summary>The thing it belongs to, whose reader may read it.</summary>
    public Guid Owner { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Sniffed from the bytes, never taken from the sender.</summary>
    public string ContentType { get; private set; } = "";

    public long Bytes { get; private set; }

    /// <summary>Lower-case hex.</summary>
    public string Sha256 { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static StoredFile Of(StoredFileId id, Guid owner, string name, FileContent content, DateTimeOffset now) => new()
    {
        Id = id,
        Owner = owner,
        Name = SafeName(name),
        ContentType = content.ContentType,
        Bytes = content.Bytes,
        Sha256 = content.Sha256,
        At = now,
    };

    private static string SafeName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new string([.. last.Where(c => !char.IsControl(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))]).Trim('.', ' ');
        return clean.Length == 0 ? "file" : clean.Length > 200 ? clean[(char.IsLowSurrogate(clean[^200]) ? ^199 : ^200)..] : clean;
    }
}

/// <param name="Sha256">Lower-case hex.</param>
/// <param name="ContentType">Sniffed.</param>
/// <param name="Bytes">Length.</param>
public sealed record FileContent(string Sha256, string ContentType, long Bytes);

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("platform_files");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Name).HasMaxLength(200);
        builder.Property(f => f.ContentType).HasMaxLength(100);
        builder.Property(f => f.Sha256).HasMaxLength(64);
        builder.HasIndex(f => f.Owner); // the files of one message
    }
}
