using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Identity;

public readonly record struct SessionId(Guid Value)
{
    public static SessionId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>One signed-in browser. Only a hash of its token is stored; it can be listed and ended.</summary>
public sealed class Session
{
    /// <summary>A session ends this long after its last use was recorded.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(12);

    public SessionId Id { get; private set; }

    public byte[] TokenHash { get; private set; } = [];

    public AccountId AccountId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public string Address { get; private set; } = "";

    public string Device { get; private set; } = "";

    /// <summary>The password was right, the second factor is still owed.</summary>
    public bool OwesSecondFactor { get; private set; }

    public static Session Start(SessionId id, byte[] tokenHash, AccountId account, string address, string device, bool owesSecondFactor, DateTimeOffset now) => new()
    {
        Id = id,
        TokenHash = tokenHash,
        AccountId = account,
        CreatedAt = now,
        LastSeenAt = now,
        Address = address,
        Device = device.Length > 300 ? device[..300] : device,
        OwesSecondFactor = owesSecondFactor,
    };

    public bool IsOpen(DateTimeOffset now) => EndedAt is null && LastSeenAt + Idle > now;

    public void Seen(DateTimeOffset now) => LastSeenAt = now;

    public void SecondFactorGiven() => OwesSecondFactor = false;

    public void End(DateTimeOffset now) => EndedAt ??= now;
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("identity_sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.TokenHash).HasMaxLength(32);
        builder.Property(s => s.Address).HasMaxLength(64);
        builder.Property(s => s.Device).HasMaxLength(300);
        builder.HasIndex(s => s.TokenHash).IsUnique(); // every request of a browser
        builder.HasIndex(s => s.AccountId); // the list of a person's sessions
    }
}
