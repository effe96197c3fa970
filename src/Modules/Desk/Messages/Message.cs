using Banzhang.Desk.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Messages;

/// <summary>One utterance of a ticket's thread, stored as it came.</summary>
internal sealed class Message
{
    public static readonly int LongestBody = 200_000;

    public MessageId Id { get; private set; }

    public TicketId TicketId { get; private set; }

    public AuthorKind Author { get; private set; }

    public Guid? AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public Visibility Visibility { get; private set; }

    public Channel Channel { get; private set; }

    public string Body { get; private set; } = "";

    /// <summary>The mail's Message-ID as it stands there, at most 400 characters; null for other channels.</summary>
    public string? MailId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static Message Of(MessageId id, TicketId ticket, AuthorKind author, Guid? authorId, string authorName, Visibility visibility, Channel channel, string body, DateTimeOffset now, string? mailId = null) => new()
    {
        Id = id,
        TicketId = ticket,
        Author = author,
        AuthorId = authorId,
        AuthorName = authorName,
        Visibility = visibility,
        Channel = channel,
        Body = body,
        At = now,
        MailId = mailId,
    };
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("desk_messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.AuthorName).HasMaxLength(200);
        builder.Property(m => m.MailId).HasMaxLength(400);
        builder.HasIndex(m => new { m.TicketId, m.At }); // the thread
        builder.HasIndex(m => m.MailId).IsUnique(); // the same mail delivered twice, and replies to it
    }
}
