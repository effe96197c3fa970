using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.Restoring;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Json;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Customers;

/// <summary>A person (or a company's contact) who asks us for something.</summary>
internal sealed class Customer : Versioned
{
    /// <summary>What customers are in the search index.</summary>
    public static readonly string SearchKind = "customer";

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

    /// <summary>The record this one was merged into; null while it lives on its own. That one may have been merged in its turn.</summary>
    public CustomerId? MergedInto { get; private set; }

    /// <summary>The record that goes on in its place, at the end of all merges; null while it lives on its own.</summary>
    public CustomerId? KeptId { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>How many records lead here, over all steps.</summary>
    public int TookIn { get; private set; }

    /// <summary>What the kept record took from this one, as JSON; null while it lives on its own.</summary>
    public string? Lent { get; private set; }

    /// <summary>When the person's data were erased at their request; null for everybody else.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>The number elsewhere that the kept record took; null for none.</summary>
    public string? LentExternalId => Lent is null ? null : StoredJson.Read<LentFields>(Lent)!.ExternalId;

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

    /// <summary>As it was when it was exported.</summary>
    public static Customer Restore(CustomerRecord record) => new()
    {
        Id = new(record.Id),
        Name = record.ErasedAt is null ? record.Name.Trim() : "",
        Email = record.Email,
        Phone = record.Phone,
        ExternalId = record.ExternalId,
        Tier = record.Tier,
        City = record.City,
        Remark = record.Remark,
        CreatedAt = record.CreatedAt,
        UpdatedAt = record.UpdatedAt,
        MergedInto = record.MergedInto is { } into ? new CustomerId(into) : null,
        KeptId = record.KeptId is { } kept ? new CustomerId(kept) : null,
        MergedAt = record.MergedAt,
        TookIn = record.TookIn,
        Lent = record.Lent,
        ErasedAt = record.ErasedAt,
    };

    /// <summary>Phone and e-mail are not in it: they are found by their whole value only. A merged record has no words of its own: they lead to the kept one.</summary>
    /// <param name="merged">The records that lead here.</param>
    public SearchText Searchable(IReadOnlyList<Customer>? merged = null) => KeptId is not null
        ? new(SearchKind, Id.Value, null, $"/customers/{Id.Value}", "", "", CreatedAt)
        : new(
            SearchKind, Id.Value, null, $"/customers/{Id.Value}", Name, string.Join('\n', (merged ?? []).SelectMany(m => new[] { m.Name, m.City, m.Remark }).Prepend($"{City}\n{ExternalId}\n{Remark}")), CreatedAt,
            [Name, .. (merged ?? []).Select(m => m.Name)]);

    public CustomerCard Card(IEnumerable<string>? others = null) => new(Id, Name, Email ?? "", Phone ?? "", Tier) { OtherEmails = [.. others ?? []], IsErased = ErasedAt is not null };

    /// <summary>Null leaves a field as it is; an empty e-mail, phone or number elsewhere is none.</summary>
    /// <param name="email">In its normal form.</param>
    /// <param name="phone">In its normal form.</param>
    public void Change(string? name, string? email, string? phone, string? externalId, CustomerTier? tier, string? city, string? remark, DateTimeOffset now)
    {
        Name = name ?? Name;
        Email = Changed(Email, email);
        Phone = Changed(Phone, phone);
        ExternalId = Changed(ExternalId, externalId);
        Tier = tier ?? Tier;
        City = city ?? City;
        Remark = remark ?? Remark;
        UpdatedAt = now;
    }

    private static string? Changed(string? now, string? given) => given is null ? now : given.Length == 0 ? null : given;

    /// <summary>
    /// Another record goes on in its place. That one takes what it lacks and the higher tier; everything else stays here and is read through the pointer,
    /// so that it can be taken back. Both live on their own.
    /// </summary>
    public Outcome MergeInto(Customer kept, DateTimeOffset now)
    {
        if (ErasedAt is not null || kept.ErasedAt is not null)
        {
            return new CustomerIsErased();
        }

        if (ExternalId is not null && kept.ExternalId is not null)
        {
            return new ExternalIdsDiffer(ExternalId, kept.ExternalId);
        }

        var lent = new LentFields(
            kept.Email is null ? Email : null, kept.Phone is null ? Phone : null, ExternalId, kept.City.Length == 0 && City.Length > 0 ? City : null, Tier > kept.Tier ? kept.Tier : null);
        kept.Email ??= Email;
        kept.Phone ??= Phone;
        kept.ExternalId ??= ExternalId;
        kept.City = lent.City ?? kept.City;
        kept.Tier = lent.TierBefore is null ? kept.Tier : Tier;
        kept.TookIn += TookIn + 1;
        kept.UpdatedAt = now;
        ExternalId = null;
        (MergedInto, KeptId, MergedAt, UpdatedAt, Lent) = (kept.Id, kept.Id, now, now, StoredJson.Write(lent));
        return Outcome.Done;
    }

    /// <summary>Whose it was is gone for good; that there was somebody, since when and of what tier stays, and so does where it leads to.</summary>
    public void Erase(DateTimeOffset now)
    {
        (Name, Email, Phone, ExternalId, City, Remark, Lent) = ("", null, null, null, "", "", null);
        (ErasedAt, UpdatedAt) = (now, now);
    }

    /// <summary>It lives on its own again and takes back what it lent, as far as nobody changed that since.</summary>
    /// <param name="kept">What it was merged into; lives on its own.</param>
    /// <param name="isFree">Nobody else has its number elsewhere by now.</param>
    /// <param name="now">When.</param>
    public void PartFrom(Customer kept, bool isFree, DateTimeOffset now)
    {
        var lent = StoredJson.Read<LentFields>(Lent!)!;
        kept.Email = lent.Email is not null && kept.Email == lent.Email ? null : kept.Email;
        kept.Phone = lent.Phone is not null && kept.Phone == lent.Phone ? null : kept.Phone;
        kept.City = lent.City is not null && kept.City == lent.City ? "" : kept.City;
        kept.Tier = lent.TierBefore is { } before && kept.Tier == Tier ? before : kept.Tier;
        if (lent.ExternalId is not null && (isFree || kept.ExternalId == lent.ExternalId))
        {
            kept.ExternalId = kept.ExternalId == lent.ExternalId ? null : kept.ExternalId;
            ExternalId = lent.ExternalId;
        }

        kept.TookIn -= TookIn + 1;
        kept.UpdatedAt = now;
        (MergedInto, KeptId, MergedAt, UpdatedAt, Lent) = (null, null, null, now, null);
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
        builder.Ignore(c => c.LentExternalId);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Email); // recognition at intake
        builder.HasIndex(c => c.Phone); // recognition at intake
        builder.HasIndex(c => c.ExternalId).IsUnique(); // recognition at intake, import twice
        builder.HasIndex(c => new { c.CreatedAt, c.Id }); // the list, newest first
        builder.HasIndex(c => c.Name); // who may be the same person
        builder.HasIndex(c => c.ErasedAt).HasFilter("\"ErasedAt\" IS NOT NULL"); // who was erased lately
        builder.HasIndex(c => c.KeptId).HasFilter("\"KeptId\" IS NOT NULL"); // the records that lead to one
    }
}
