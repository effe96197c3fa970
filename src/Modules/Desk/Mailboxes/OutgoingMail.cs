using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Mailboxes;

public enum OutgoingState
{
    Waiting = 1,

    /// <summary>The server took it over.</summary>
    Sent = 2,

    /// <summary>Given up; a person may try again.</summary>
    Failed = 3,

    /// <summary>Sent, but it came back.</summary>
    Bounced = 4,
}

/// <summary>A public message on its way to the customer; written in the act that wrote the message, sent by a loop.</summary>
internal sealed class OutgoingMail : Versioned
{
    private const int LongestSaid = 500;

    private OutgoingMail()
    {
    }

    public OutgoingMailId Id { get; private set; }

    public long Number { get; private set; }

    public TicketId TicketId { get; private set; }

    public MessageId MessageId { get; private set; }

    public MailAccountId AccountId { get; private set; }

    /// <summary>Message-ID, with angle brackets; the same for every try.</summary>
    public string MailId { get; private set; } = "";

    public string ToAddress { get; private set; } = "";

    public string ToName { get; private set; } = "";

    /// <summary>Who gets a copy, separated by line feeds.</summary>
    public string Copies { get; private set; } = "";

    public string Subject { get; private set; } = "";

    public OutgoingState State { get; private set; }

    public DateTimeOffset At { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>The far future when nothing is to be tried.</summary>
    public DateTimeOffset NextTryAt { get; private set; }

    public DateTimeOffset? SentAt { get; private set; }

    public MailStep? FailedStep { get; private set; }

    /// <summary>What a server said: taking it over, refusing it, returning it.</summary>
    public string Said { get; private set; } = "";

    /// <summary>The mail as it was sent; null until then.</summary>
    public string? RawSha256 { get; private set; }

    /// <summary>When whom it went to was erased; null for all others. Its id stays, so that what comes back is known for ours.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    public static OutgoingMail Of(OutgoingMailId id, long number, TicketId ticket, MessageId message, MailAccountId account, string mailId, string toAddress, string toName, string copies, string subject, DateTimeOffset now) => new()
    {
        Id = id,
        Number = number,
        TicketId = ticket,
        MessageId = message,
        AccountId = account,
        MailId = mailId,
        ToAddress = toAddress,
        ToName = toName,
        Copies = copies,
        Subject = subject,
        State = OutgoingState.Waiting,
        At = now,
        NextTryAt = now,
    };

    public void Sent(string reply, string rawSha256, DateTimeOffset now)
    {
        // It may have come back before we could write down that it went.
        if (State != OutgoingState.Bounced)
        {
            State = OutgoingState.Sent;
            Said = ShortText.Cut(reply, LongestSaid);
        }

        SentAt = now;
        NextTryAt = DateTimeOffset.MaxValue;
        FailedStep = null;
        RawSha256 = rawSha256;
        Attempts++;
    }

    /// <param name="next">When to try again; null gives up.</param>
    public void NotSent(MailStep step, string said, DateTimeOffset? next)
    {
        Attempts++;
        FailedStep = step;
        Said = ShortText.Cut(said, LongestSaid);
        State = next is null ? OutgoingState.Failed : OutgoingState.Waiting;
        NextTryAt = next ?? DateTimeOffset.MaxValue;
    }

    public void CameBack(string said)
    {
        State = OutgoingState.Bounced;
        NextTryAt = DateTimeOffset.MaxValue;
        Said = ShortText.Cut(said, LongestSaid);
    }

    /// <summary>Still on its way, but slowly.</summary>
    public void IsDelayed(string said) => Said = ShortText.Cut(said, LongestSaid);

    /// <summary>That a letter went out, when, and what became of it stays. One that waits is not erased but removed.</summary>
    public void Erase(DateTimeOffset now)
    {
        (ToAddress, ToName, Copies, Subject, Said, RawSha256) = ("", "", "", "", "", null);
        (NextTryAt, ErasedAt) = (DateTimeOffset.MaxValue, now);
    }

    public void TryAgain(DateTimeOffset now)
    {
        State = OutgoingState.Waiting;
        Attempts = 0;
        NextTryAt = now;
    }
}

internal sealed class OutgoingMailMapping : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> builder)
    {
        builder.ToTable("desk_outgoing_mails");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.MailId).HasMaxLength(400);
        builder.Property(o => o.ToAddress).HasMaxLength(320);
        builder.Property(o => o.ToName).HasMaxLength(200);
        builder.Property(o => o.Copies).HasMaxLength(6500);
        builder.Property(o => o.Subject).HasMaxLength(500);
        builder.Property(o => o.Said).HasMaxLength(500);
        builder.Property(o => o.RawSha256).HasMaxLength(64);
        builder.HasIndex(o => new { o.State, o.NextTryAt }); // what is due
        builder.HasIndex(o => new { o.At, o.Number }); // the outbox page
        builder.HasIndex(o => new { o.State, o.At, o.Number }); // the same of one state
        builder.HasIndex(o => o.MailId).IsUnique(); // a bounce, or our own mail coming back
        builder.HasIndex(o => o.TicketId); // the thread's delivery states
    }
}
