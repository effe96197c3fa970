using System.Globalization;
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

    /// <summary>HMAC-SHA256 over all of the above except <see cref="Seq"/>.</summary>
    public byte[] Signature { get; internal set; } = [];

    internal static AuditEntry Of(Actor by, DateTimeOffset at, string action, string subject, object? before, object? after) => new()
    {
        At = at,
        ActorKind = by.Kind.ToString(),
        ActorId = by.Id == Guid.Empty ? null : by.Id,
        ActorName = by.Name,
        Address = by.Address,
        Action = action,
        Subject = subject,
        Before = before is null ? "" : StoredJson.Write(before),
        After = after is null ? "" : StoredJson.Write(after),
    };

    /// <summary>The bytes that are signed: every field with its length, so that no two entries share them.</summary>
    internal byte[] Canonical()
    {
        var text = new StringBuilder(256);
        foreach (var field in (string[])[At.UtcTicks.ToString(CultureInfo.InvariantCulture), ActorKind, ActorId?.ToString() ?? "", ActorName, Address, Action, Subject, Before, After])
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
        builder.Property(e => e.Signature).HasMaxLength(32);
    }
}
