using Banzhang.Platform.Text;
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

    /// <summary>Among the files of its owner, from 0.</summary>
    public int Place { get; private set; }

    public static StoredFile Of(StoredFileId id, Guid owner, string name, FileContent content, DateTimeOffset now, int place = 0) => new()
    {
        Id = id,
        Owner = owner,
        Name = SafeName(name),
        ContentType = content.ContentType,
        Bytes = content.Bytes,
        Sha256 = content.Sha256,
        At = now,
        Place = place,
    };

    /// <summary>What is left of a name that others chose: no folder, nothing unseen, at most 200 UTF-16 units from its end; <c>file</c> where nothing is left.</summary>
    public static string SafeName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = CleanText.Repair(new string([.. last.Where(c => !char.IsControl(c) && !TurnsRound(c) && c is not ('"' or '<' or '>' or '|' or ':' or '*' or '?'))])).Trim('.', ' ');
        return clean.Length == 0 ? "file" : clean.Length > 200 ? clean[(char.IsLowSurrogate(clean[^200]) ? ^199 : ^200)..] : clean;
    }

    /// <summary>Marks of the reading direction: with one of them <c>exe</c> is seen as <c>jpg</c>.</summary>
    public static bool TurnsRound(char c) => c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
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
