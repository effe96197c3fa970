using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Identity;

public readonly record struct ApiKeyId(Guid Value)
{
    public static ApiKeyId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A program's way in: hashed, bound to a role, expiring, revocable.</summary>
public sealed class ApiKey
{
    public ApiKeyId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The first characters, so that a person recognises it.</summary>
    public string Prefix { get; private set; } = "";

    public byte[] TokenHash { get; private set; } = [];

    public string RoleCode { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public static ApiKey Issue(ApiKeyId id, string name, string token, string role, DateTimeOffset now, DateTimeOffset expiresAt) => new()
    {
        Id = id,
        Name = name,
        Prefix = token[..8],
        TokenHash = Tokens.Hash(token),
        RoleCode = role,
        CreatedAt = now,
        ExpiresAt = expiresAt,
    };

    public bool IsValid(DateTimeOffset now) => RevokedAt is null && ExpiresAt > now;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("identity_api_keys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).ValueGeneratedNever();
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Prefix).HasMaxLength(12);
        builder.Property(k => k.RoleCode).HasMaxLength(40);
        builder.Property(k => k.TokenHash).HasMaxLength(32);
        builder.HasIndex(k => k.TokenHash).IsUnique(); // every request of a program
    }
}
