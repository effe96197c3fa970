using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <param name="Label">As it stands in tickets: a category, a type's code, a priority's name.</param>
/// <param name="IsSure">False: a person should decide.</param>
public sealed record SuggestedLabel(LabelKind Kind, string Label, Percent Probability, bool IsSure);

/// <summary>What the models said of a ticket when it arrived, and whether somebody took it over.</summary>
internal sealed class TicketSuggestion
{
    public TicketId Ticket { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary><see cref="SuggestedLabel"/>s as JSON.</summary>
    public string Labels { get; private set; } = "[]";

    public DateTimeOffset? TakenAt { get; private set; }

    public Guid? TakenBy { get; private set; }

    /// <summary>The kinds taken over, separated by blanks.</summary>
    public string TakenKinds { get; private set; } = "";

    public static TicketSuggestion Of(TicketId ticket, IReadOnlyList<SuggestedLabel> labels, DateTimeOffset now) =>
        new() { Ticket = ticket, At = now, Labels = StoredJson.Write(labels) };

    public IReadOnlyList<SuggestedLabel> Read() => StoredJson.Read<IReadOnlyList<SuggestedLabel>>(Labels) ?? [];

    public void Take(IEnumerable<LabelKind> kinds, Actor by, DateTimeOffset now)
    {
        (TakenAt, TakenBy) = (now, by.Id);
        TakenKinds = string.Join(' ', TakenKinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Union(kinds.Select(k => k.ToString())));
    }
}

internal sealed class TicketSuggestionMapping : IEntityTypeConfiguration<TicketSuggestion>
{
    public void Configure(EntityTypeBuilder<TicketSuggestion> builder)
    {
        builder.ToTable("quality_suggestions");
        builder.HasKey(s => s.Ticket);
        builder.Property(s => s.Ticket).ValueGeneratedNever();
        builder.Property(s => s.TakenKinds).HasMaxLength(100);
        builder.HasIndex(s => new { s.At, s.TakenAt }); // how many were given and taken lately
    }
}

/// <summary>A ticket that has arrived and that nothing has been said of yet; the job takes it.</summary>
internal sealed class WaitingTicket
{
    public TicketId Ticket { get; private set; }

    public static WaitingTicket Of(TicketId ticket) => new() { Ticket = ticket };
}

internal sealed class WaitingTicketMapping : IEntityTypeConfiguration<WaitingTicket>
{
    public void Configure(EntityTypeBuilder<WaitingTicket> builder)
    {
        builder.ToTable("quality_waiting");
        builder.HasKey(w => w.Ticket);
        builder.Property(w => w.Ticket).ValueGeneratedNever();
    }
}
