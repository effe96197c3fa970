using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Outbox;

/// <summary>One event of the ledger that is still to be told. Deleted in the transaction that delivered it.</summary>
public sealed class OutboxMessage
{
    /// <summary>The event's own <see cref="Ledger.LedgerEvent.Seq"/>.</summary>
    public long Seq { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Not tried again before this instant.</summary>
    public DateTimeOffset NotBefore { get; private set; }

    /// <summary>Why the last attempt failed; empty before one did.</summary>
    public string LastFault { get; private set; } = "";

    /// <summary>Of the event written just before it in the same act.</summary>
    internal static OutboxMessage Of(DateTimeOffset now) => new() { NotBefore = now };

    /// <summary>Pauses grow from 2 s to 5 min; a message is never given up: the metrics count it until it is told.</summary>
    internal void Postpone(string fault, DateTimeOffset now)
    {
        Attempts++;
        LastFault = fault.Length > 1000 ? fault[..1000] : fault;
        NotBefore = now.AddSeconds(Math.Min(300, Math.Pow(2, Math.Min(Attempts, 10))));
    }
}

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => m.Seq);
        builder.Property(m => m.Seq).ValueGeneratedNever().HasAnnotation(InsertPlan.KeyOfRowBefore, "ledger_events");
        builder.Property(m => m.LastFault).HasMaxLength(1000);
    }
}
