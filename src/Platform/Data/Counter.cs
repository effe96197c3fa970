using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Data;

/// <summary>Numbers for people, e.g. of tickets. SQLite has no sequences, so a row counts, on both databases.</summary>
public sealed class Counter
{
    public string Name { get; private set; } = "";

    /// <summary>The last number handed out.</summary>
    public long Value { get; private set; }

    public static Counter From(string name, long value) => new() { Name = name, Value = value };
}

internal sealed class CounterMapping : IEntityTypeConfiguration<Counter>
{
    public void Configure(EntityTypeBuilder<Counter> builder)
    {
        builder.ToTable("platform_counters");
        builder.HasKey(c => c.Name);
        builder.Property(c => c.Name).HasMaxLength(40);
    }
}
