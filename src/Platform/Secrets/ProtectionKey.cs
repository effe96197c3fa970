using System.Xml.Linq;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Secrets;

/// <summary>A data-protection key; in the database so that every node reads the others' cookies.</summary>
public sealed class ProtectionKey
{
    public string Name { get; private set; } = "";

    public string Xml { get; private set; } = "";

    internal static ProtectionKey Of(string name, string xml) => new() { Name = name, Xml = xml };
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("platform_protection_keys");
        builder.HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(200);
    }
}

/// <summary>The framework asks for its keys synchronously, a few times in the life of a node.</summary>
internal sealed class ProtectionKeyStore(IDbContextFactory<AppDb> databases, IWrites writes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = databases.CreateDbContext();
        return [.. db.Set<ProtectionKey>().AsEnumerable().Select(k => XElement.Parse(k.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        writes.ActAsync(Actor.System, (act, _) =>
        {
            act.Add(ProtectionKey.Of(friendlyName, element.ToString(SaveOptions.DisableFormatting)));
            return Task.FromResult(Outcome.Done);
        }, CancellationToken.None).GetAwaiter().GetResult();
}
