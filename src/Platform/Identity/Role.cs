using System.Collections.Frozen;
using Banzhang.Platform.Data;
using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Identity;

/// <summary>A permission set with a reach for each permission.</summary>
public sealed class Role : Versioned
{
    public string Code { get; private set; } = "";

    /// <summary>Set when an administrator named it; empty for the product's own roles, whose names are words.</summary>
    public string Name { get; private set; } = "";

    /// <summary>JSON object: permission code to reach.</summary>
    public string Grants { get; private set; } = "{}";

    public static Role Of(string code, PermissionCatalog permissions) => new()
    {
        Code = code,
        Grants = StoredJson.Write(permissions.All.ToDictionary(p => p.Code, p => p.DefaultFor(code))),
    };

    public FrozenDictionary<string, Scope> ReadGrants() => (StoredJson.Read<Dictionary<string, Scope>>(Grants) ?? []).ToFrozenDictionary();

    public void Grant(string permission, Scope reach)
    {
        var grants = StoredJson.Read<Dictionary<string, Scope>>(Grants) ?? [];
        grants[permission] = reach;
        Grants = StoredJson.Write(grants);
    }

    /// <summary>Permissions that came with a newer version get their defaults; nothing an administrator chose changes.</summary>
    internal bool Complete(PermissionCatalog permissions)
    {
        var grants = StoredJson.Read<Dictionary<string, Scope>>(Grants) ?? [];
        var missing = permissions.All.Where(p => !grants.ContainsKey(p.Code)).ToList();
        foreach (var permission in missing)
        {
            grants[permission.Code] = permission.DefaultFor(Code);
        }

        Grants = StoredJson.Write(grants);
        return missing.Count > 0;
    }
}

internal sealed class RoleMapping : IEntityTypeConfiguration<Role>
{
    public void Configure(EntityTypeBuilder<Role> builder)
    {
        builder.ToTable("identity_roles");
        builder.HasKey(r => r.Code);
        builder.Property(r => r.Code).HasMaxLength(40);
        builder.Property(r => r.Name).HasMaxLength(100);
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
