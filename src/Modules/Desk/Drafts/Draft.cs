using Banzhang.Desk.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Drafts;

/// <summary>What a person has typed under a ticket and not sent: one text a person for answers, one for notes.</summary>
internal sealed class Draft
{
    public TicketId TicketId { get; private set; }

    public Guid AccountId { get; private set; }

    public Visibility Visibility { get; private set; }

    public string Body { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static Draft Of(TicketId ticket, Guid account, Visibility visibility, string body, DateTimeOffset now) =>
        new() { TicketId = ticket, AccountId = account, Visibility = visibility, Body = body, At = now };

    public void Become(string body, DateTimeOffset now)
    {
        Body = body;
        At = now;
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("desk_drafts");
        builder.HasKey(d => new { d.TicketId, d.AccountId, d.Visibility });
    }
}
