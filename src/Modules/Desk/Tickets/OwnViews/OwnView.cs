using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Tickets.OwnViews;

/// <summary>A question about tickets a person asks again and again: filters and order under a name of their own.</summary>
internal sealed class OwnView
{
    public Guid Id { get; private set; }

    public Guid AccountId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>Of the table of tickets, query included.</summary>
    public string Address { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public static OwnView Of(Guid account, string name, string address, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), AccountId = account, Name = name, Address = address, CreatedAt = now };

    public void Become(string address) => Address = address;
}

internal sealed class OwnViewMapping : IEntityTypeConfiguration<OwnView>
{
    public void Configure(EntityTypeBuilder<OwnView> builder)
    {
        builder.ToTable("desk_own_views");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Name).HasMaxLength(60);
        builder.Property(v => v.Address).HasMaxLength(2000);
        builder.HasIndex(v => new { v.AccountId, v.Name }).IsUnique(); // a person's views, each name once
    }
}
