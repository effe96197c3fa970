using Banzhang.Platform.Json;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Outbox;

/// <summary>The events of one act, waiting to be delivered. Deleted in the transaction that delivered it.</summary>
public sealed class OutboxMessage
{
    public long Seq { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>A list of <see cref="OutboxEvent"/> as JSON.</summary>
    public string Events { get; private set; } = "";

    public int Attempts { get; private set; }

    /// <summary>Not tried again before this instant.</summary>
    public DateTimeOffset NotBefore { get; private set; }

    /// <summary>Why the last attempt failed; empty before one did.</summary>
    public string LastFault { get; private set; } = "";

    public IReadOnlyList<OutboxEvent> Read() => StoredJson.Read<OutboxEvent[]>(Events) ?? [];

    internal static OutboxMessage Of(IReadOnlyList<ToldEvent> told, DateTimeOffset now) => new()
    {
        At = now,
        NotBefore = now,
        Events = StoredJson.Write(told.Select(t => new OutboxEvent(
            t.Happened.GetType().Name, t.At, t.By.Kind, t.By.Id, t.By.Name, t.Data)).ToArray()),
    };

    /// <summary>Pauses grow from 2 s to 5 min; a message is never given up, a person sees it in the health page.</summary>
    internal void Postpone(string fault, DateTimeOffset now)
    {
        Attempts++;
        LastFault = fault.Length > 1000 ? fault[..1000] : fault;
        NotBefore = now.AddSeconds(Math.Min(300, Math.Pow(2, Math.Min(Attempts, 10))));
    }
}

public sealed record OutboxEvent(string Kind, DateTimeOffset At, Identity.ActorKind ActorKind, Guid ActorId, string ActorName, string Data);

internal sealed class OutboxMessageMapping : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(m => m.Seq);
        builder.Property(m => m.LastFault).HasMaxLength(1000);
    }
}
