using Banzhang.Desk.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Tickets.Linking;

/// <summary>Two tickets belong together; one row for both directions.</summary>
internal sealed class TicketLink
{
    public TicketId Ticket { get; private set; }

    public TicketId Other { get; private set; }

    /// <summary>What the other is to the first.</summary>
    public LinkKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static TicketLink Of(TicketId ticket, TicketId other, LinkKind kind, DateTimeOffset now) => new() { Ticket = ticket, Other = other, Kind = kind, At = now };

    /// <summary>What the one at the other end is to <paramref name="reader"/>.</summary>
    public LinkKind Seen(TicketId reader) => reader == Ticket ? Kind : Kind switch
    {
        LinkKind.Parent => LinkKind.Child,
        LinkKind.Child => LinkKind.Parent,
        _ => LinkKind.Related,
    };
}

internal sealed class TicketLinkMapping : IEntityTypeConfiguration<TicketLink>
{
    public void Configure(EntityTypeBuilder<TicketLink> builder)
    {
        builder.ToTable("desk_ticket_links");
        builder.HasKey(l => new { l.Ticket, l.Other });
        builder.HasIndex(l => l.Other); // the links of a ticket, from the other end
    }
}
