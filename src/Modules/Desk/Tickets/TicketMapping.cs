using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Tickets;

internal sealed class TicketMapping : IEntityTypeConfiguration<Ticket>
{
    public void Configure(EntityTypeBuilder<Ticket> builder)
    {
        builder.ToTable("desk_tickets");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Subject).HasMaxLength(500);
        builder.Property(t => t.Type).HasMaxLength(40);
        builder.Property(t => t.Category).HasMaxLength(100);
        builder.Property(t => t.Tags).HasMaxLength(1000);
        builder.Property(t => t.ExternalId).HasMaxLength(100);
        builder.Property(t => t.CustomerName).HasMaxLength(200);
        builder.Property(t => t.EscalationReason).HasMaxLength(500);
        builder.Property(t => t.LastMessage).HasMaxLength(120);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.Ignore(t => t.Facts);
        builder.Ignore(t => t.OwesAnswer);
        builder.HasIndex(t => t.Number).IsUnique(); // one ticket, and newest first
        builder.HasIndex(t => t.ExternalId).IsUnique(); // import twice
        builder.HasIndex(t => new { t.IsOpen, t.NextDueAt, t.Number }); // all open, most urgent first; at risk
        builder.HasIndex(t => new { t.IsOpen, t.QueueId, t.NextDueAt, t.Number }); // one queue
        builder.HasIndex(t => new { t.IsOpen, t.Assignee, t.NextDueAt, t.Number }); // mine
        builder.HasIndex(t => new { t.CustomerId, t.Number }); // a customer's history
        builder.HasIndex(t => t.CameBy).HasFilter("\"CameBy\" IS NOT NULL"); // the tickets of a record that was merged
        builder.HasIndex(t => t.MergedInto).HasFilter("\"MergedInto\" IS NOT NULL"); // the tickets whose threads belong to one
        builder.HasIndex(t => t.SnoozedUntil); // what the job wakes
        builder.HasIndex(t => t.ResolvedAt).HasFilter("\"Status\" = 'Resolved'"); // what the job closes
    }
}
