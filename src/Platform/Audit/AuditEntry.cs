using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Audit;

/// <summary>Who did what, when, from where, with what changed. Signed when written, sealed into the chain right after the commit.</summary>
public sealed class AuditEntry
{
    public long Seq { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string ActorKind { get; private set; } = "";

    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>JSON of what changed, as it was; empty for a new thing.</summary>
    public string Before { get; private set; } = "";

    /// <summary>JSON of what changed, as it is now.</summary>
    public string After { get; private set; } = "";

    /// <summary>Hides the details in <see cref="Digest"/> from whoever would guess them; null where there are none, or where they were erased.</summary>
    public byte[]? Salt { get; private set; }

    /// <summary>SHA-256 over <see cref="Salt"/> and the details: these can go, and what was signed stays true. Null where there never were any.</summary>
    public byte[]? Digest { get; private set; }

    /// <summary>HMAC-SHA256 over all of the above except <see cref="Seq"/>, the details and their salt.</summary>
    public byte[] Signature { get; internal set; } = [];

    /// <summary>Its details were erased: only an erasure that names it makes that right.</summary>
    public bool IsEmptied => Digest is not null && Salt is null;

    /// <summary>What can be erased: before, after, and where a customer acted from. Where one of us acted from stays.</summary>
    private string[] Details => [ActorKind == nameof(Identity.ActorKind.Customer) ? Address : "", Before, After];

    internal static AuditEntry Of(Actor by, DateTimeOffset at, string action, string subject, object? before, object? after)
    {
        var entry = new AuditEntry
        {
            At = at,
            ActorKind = by.Kind.ToString(),
            ActorId = by.Id == Guid.Empty ? null : by.Id,
            ActorName = by.Kind == Identity.ActorKind.Customer ? "" : by.Name,
            Address = by.Address,
            Action = action,
            Subject = subject,
            Before = before is null ? "" : StoredJson.Write(before),
            After = after is null ? "" : StoredJson.Write(after),
        };
        if (Array.Exists(entry.Details, d => d.Length > 0))
        {
            entry.Salt = RandomNumberGenerator.GetBytes(16);
            entry.Digest = entry.DigestNow();
        }

        return entry;
    }

    /// <summary>The bytes that are signed: every field with its length, so that no two entries share them. The details stand in them by their digest.</summary>
    internal byte[] Canonical() => WithLengths(
        [At.UtcTicks.ToString(CultureInfo.InvariantCulture), ActorKind, ActorId?.ToString() ?? "", ActorName, ActorKind == nameof(Identity.ActorKind.Customer) ? "" : Address, Action, Subject, Digest is null ? "" : Convert.ToHexString(Digest)]);

    /// <summary>The details are those that were signed, or are none where none were or where they were erased.</summary>
    internal bool HasOwnDetails() => Salt is null ? Array.TrueForAll(Details, d => d.Length == 0) : Digest is not null && DigestNow().AsSpan().SequenceEqual(Digest);

    private byte[] DigestNow() => SHA256.HashData([.. Salt!, .. WithLengths(Details)]);

    private static byte[] WithLengths(string[] fields)
    {
        var text = new StringBuilder(256);
        foreach (var field in fields)
        {
            text.Append(CultureInfo.InvariantCulture, $"{field.Length}:").Append(field);
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.ActorKind).HasMaxLength(20);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.Property(e => e.Address).HasMaxLength(64);
        builder.Property(e => e.Action).HasMaxLength(60);
        builder.Property(e => e.Subject).HasMaxLength(120);
        builder.Property(e => e.Salt).HasMaxLength(16);
        builder.Property(e => e.Digest).HasMaxLength(32);
        builder.Property(e => e.Signature).HasMaxLength(32);
        builder.Ignore(e => e.IsEmptied);
    }
}
