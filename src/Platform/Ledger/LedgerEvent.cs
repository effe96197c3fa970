using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Ledger;

/// <summary>One row of the append-only ledger, from which every number in the product can be recomputed. Only the words that an <see cref="IHoldsWords"/> says it holds are ever taken out again.</summary>
public sealed class LedgerEvent
{
    /// <summary>Order of writing within one database; on PostgreSQL numbers may be missing.</summary>
    public long Seq { get; private set; }

    public DateTimeOffset At { get; private set; }

    public string Kind { get; private set; } = "";

    public Guid Subject { get; private set; }

    public string ActorKind { get; private set; } = "";

    public Guid? ActorId { get; private set; }

    public string ActorName { get; private set; } = "";

    /// <summary>The event as JSON.</summary>
    public string Data { get; private set; } = "";

    public static LedgerEvent Of(ToldEvent told) => new()
    {
        At = told.At,
        Kind = told.Happened.GetType().Name,
        Subject = told.Happened.Subject,
        ActorKind = told.By.Kind.ToString(),
        ActorId = told.By.Id == Guid.Empty ? null : told.By.Id,
        ActorName = told.By.Kind == Identity.ActorKind.Customer ? "" : told.By.Name,
        Data = StoredJson.Write(told.Happened),
    };
}

internal sealed class LedgerEventMapping : IEntityTypeConfiguration<LedgerEvent>
{
    public void Configure(EntityTypeBuilder<LedgerEvent> builder)
    {
        builder.ToTable("ledger_events");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.Kind).HasMaxLength(60);
        builder.Property(e => e.ActorKind).HasMaxLength(20);
        builder.Property(e => e.ActorName).HasMaxLength(200);
        builder.HasIndex(e => new { e.Subject, e.Seq }); // the history of one ticket
        builder.HasIndex(e => new { e.Kind, e.At }); // from a number to the events that were counted
    }
}
