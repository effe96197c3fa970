using System.Security.Cryptography;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Secrets;

/// <summary>A key the product made for itself at first start: it signs audit entries and portal links.</summary>
public sealed class Secret
{
    public string Name { get; private set; } = "";

    public byte[] Value { get; private set; } = [];

    internal static Secret Make(string name) => new() { Name = name, Value = RandomNumberGenerator.GetBytes(32) };
}

internal sealed class SecretMapping : IEntityTypeConfiguration<Secret>
{
    public void Configure(EntityTypeBuilder<Secret> builder)
    {
        builder.ToTable("platform_secrets");
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(40);
    }
}

/// <summary>Reads the product's own keys once; they are made when the database is prepared.</summary>
public sealed class SecretKeys(AppDbFactory databases)
{
    public const string AuditName = "audit";
    public const string LinksName = "links";
    public const string ErasuresName = "erasures";

    private readonly Lazy<byte[]> _audit = new(() => Load(databases, AuditName));
    private readonly Lazy<byte[]> _links = new(() => Load(databases, LinksName));

    private readonly Lazy<byte[]> _erasures = new(() => Load(databases, ErasuresName));

    public byte[] Audit => _audit.Value;

    public byte[] Links => _links.Value;

    /// <summary>By which what was erased is known again without being kept.</summary>
    public byte[] Erasures => _erasures.Value;

    private static byte[] Load(AppDbFactory databases, string name)
    {
        using var db = databases.CreateDbContext();
        return db.Set<Secret>().Single(s => s.Name == name).Value;
    }
}
