using Banzhang.Customers.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Customers;

/// <summary>A person (or a company's contact) who asks us for something.</summary>
internal sealed class Customer : Versioned
{
    public CustomerId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Lower case; null when not known.</summary>
    public string? Email { get; private set; }

    /// <summary>Digits only, without +86; null when not known.</summary>
    public string? Phone { get; private set; }

    /// <summary>The customer's number in another system; null when not known.</summary>
    public string? ExternalId { get; private set; }

    public CustomerTier Tier { get; private set; }

    public string City { get; private set; } = "";

    public string Remark { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Customer Create(CustomerId id, string name, string? email, string? phone, string? externalId, DateTimeOffset now, CustomerTier tier = CustomerTier.Standard, string city = "") => new()
    {
        Id = id,
        Name = name,
        Email = email,
        Phone = phone,
        ExternalId = externalId,
        Tier = tier,
        City = city,
        CreatedAt = now,
        UpdatedAt = now,
    };

    /// <summary>Phone and e-mail are not in it: they are found by their whole value only.</summary>
    public SearchText Searchable() => new("customer", Id.Value, null, $"/customers/{Id.Value}", Name, $"{City}\n{ExternalId}\n{Remark}", CreatedAt);

    public CustomerCard Card() => new(Id, Name, Email ?? "", Phone ?? "", Tier);

    public void Change(string? name, string? email, string? phone, string? externalId, CustomerTier? tier, string? city, string? remark, DateTimeOffset now)
    {
        Name = name ?? Name;
        Email = email ?? Email;
        Phone = phone ?? Phone;
        ExternalId = externalId ?? ExternalId;
        Tier = tier ?? Tier;
        City = city ?? City;
        Remark = remark ?? Remark;
        UpdatedAt = now;
    }
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> builder)
    {
        builder.ToTable("customers_customers");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Name).HasMaxLength(200);
        builder.Property(c => c.Email).HasMaxLength(254);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.ExternalId).HasMaxLength(100);
        builder.Property(c => c.City).HasMaxLength(100);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Email); // recognition at intake
        builder.HasIndex(c => c.Phone); // recognition at intake
        builder.HasIndex(c => c.ExternalId).IsUnique(); // recognition at intake, import twice
        builder.HasIndex(c => new { c.CreatedAt, c.Id }); // the list, newest first
    }
}
