using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Erasure;

/// <summary>Something was erased, and the database's own files still have to be cleared of it: the search index, the journal, dead rows.</summary>
public sealed class Remain
{
    public long Id { get; private set; }

    public DateTimeOffset At { get; private set; }

    internal static Remain Of(DateTimeOffset now) => new() { At = now };
}

internal sealed class RemainMapping : IEntityTypeConfiguration<Remain>
{
    public void Configure(EntityTypeBuilder<Remain> builder)
    {
        builder.ToTable("platform_remains");
        builder.HasKey(r => r.Id);
    }
}
