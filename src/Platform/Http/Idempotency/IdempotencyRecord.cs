using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>The answer to a request that carried an idempotency key, stored in the same transaction as what it did.</summary>
public sealed class IdempotencyRecord
{
    /// <summary>SHA-256 of caller, path and key.</summary>
    public byte[] KeyHash { get; private set; } = [];

    public byte[] BodyHash { get; private set; } = [];

    public int Status { get; private set; }

    public string Answer { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    internal static IdempotencyRecord Of(IdempotencyClaim claim, string answer, DateTimeOffset now) => new()
    {
        KeyHash = claim.KeyHash,
        BodyHash = claim.BodyHash,
        Status = claim.Status,
        Answer = answer,
        At = now,
    };
}

/// <summary>What a request claims: its key, the body it came with, and the status it will be answered with.</summary>
public sealed record IdempotencyClaim(byte[] KeyHash, byte[] BodyHash, int Status);

internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("platform_idempotency");
        builder.HasKey(r => r.KeyHash);
        builder.Property(r => r.KeyHash).HasMaxLength(32);
        builder.Property(r => r.BodyHash).HasMaxLength(32);
        builder.HasIndex(r => r.At); // forgetting after a day
    }
}
