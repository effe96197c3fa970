using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>The answer to a request that carried an idempotency key, stored in the same transaction as what it did.</summary>
public sealed class IdempotencyRecord
{
    internal const string Table = "platform_idempotency";

    /// <summary>SHA-256 of caller, path and key.</summary>
    public byte[] KeyHash { get; private set; } = [];

    public byte[] BodyHash { get; private set; } = [];

    public int Status { get; private set; }

    public string Answer { get; private set; } = "";

    /// <summary>Where what was made can be read; null where nothing was made.</summary>
    public string? Location { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>The version of what was made or changed, for whoever bases the next change on it; null where the answer names none.</summary>
    internal int? VersionMade()
    {
        if (Answer.Length == 0)
        {
            return null;
        }

        using var made = JsonDocument.Parse(Answer);
        return made.RootElement.ValueKind == JsonValueKind.Object && made.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number ? version.GetInt32() : null;
    }

    /// <param name="claim">Of the request.</param>
    /// <param name="answer">Null where it has no body.</param>
    /// <param name="now">Of the act.</param>
    internal static IdempotencyRecord Of(IdempotencyClaim claim, object? answer, DateTimeOffset now) => new()
    {
        KeyHash = claim.KeyHash,
        BodyHash = claim.BodyHash,
        Status = claim.Status,
        Answer = answer is null ? "" : JsonSerializer.Serialize(answer, answer.GetType(), ApiJson.Options),
        Location = answer is null ? null : claim.Place?.Invoke(answer),
        At = now,
    };
}

/// <summary>What a request claims: its key, the body it came with, and the status it will be answered with.</summary>
/// <param name="Place">Where what was made can be read, from the answer; null where nothing is made.</param>
public sealed record IdempotencyClaim(byte[] KeyHash, byte[] BodyHash, int Status, Func<object, string>? Place = null);

internal sealed class IdempotencyRecordMapping : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable(IdempotencyRecord.Table);
        builder.HasKey(r => r.KeyHash);
        builder.Property(r => r.KeyHash).HasMaxLength(32);
        builder.Property(r => r.BodyHash).HasMaxLength(32);
        builder.Property(r => r.Location).HasMaxLength(200);
        builder.HasIndex(r => r.At); // forgetting after a day
    }
}
