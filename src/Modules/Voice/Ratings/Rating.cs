using Banzhang.Desk.Contracts;
using Banzhang.People.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Voice.Ratings;

/// <summary>One customer's judgement of one ticket; given once.</summary>
internal sealed class Rating
{
    public static readonly int Worst = 1, Best = 5, LongestComment = 1000;

    public TicketId Ticket { get; private set; }

    public int Score { get; private set; }

    public string Comment { get; private set; } = "";

    public AgentId? Agent { get; private set; }

    public DateTimeOffset At { get; private set; }

    public static Rating Of(TicketId ticket, int score, string comment, AgentId? agent, DateTimeOffset now) =>
        new() { Ticket = ticket, Score = score, Comment = comment, Agent = agent, At = now };
}

internal sealed class RatingMapping : IEntityTypeConfiguration<Rating>
{
    public void Configure(EntityTypeBuilder<Rating> builder)
    {
        builder.ToTable("voice_ratings");
        builder.HasKey(r => r.Ticket);
        builder.Property(r => r.Ticket).ValueGeneratedNever();
        builder.Property(r => r.Comment).HasMaxLength(Rating.LongestComment);
    }
}
