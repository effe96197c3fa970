using Banzhang.Mail.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Mailboxes;

public enum MailDirection
{
    In = 1,
    Out = 2,
}

public enum MailLinkState
{
    /// <summary>Not tried yet.</summary>
    New = 1,
    Working = 2,

    /// <summary>Tried again at <see cref="MailLink.NextTryAt"/>.</summary>
    Failing = 3,

    /// <summary>Refused too often: not tried again until somebody changes the account or presses the button.</summary>
    Stopped = 4,
}

/// <summary>
/// How an account gets on with one of its two servers: who holds it, how far it has read, what failed. Changed by conditional
/// updates only, so that two nodes never work on the same one and a late one cannot set it back.
/// </summary>
internal sealed class MailLink
{
    private MailLink()
    {
    }

    public MailAccountId AccountId { get; private set; }

    public MailDirection Direction { get; private set; }

    public MailLinkState State { get; private set; }

    /// <summary>UIDVALIDITY of the mailbox that <see cref="LastUid"/> counts in; 0 before the first look.</summary>
    public long Validity { get; private set; }

    /// <summary>Everything up to it has become something in our books.</summary>
    public long LastUid { get; private set; }

    /// <summary>Mail from before is not ours to read; the far past when everything is.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The node that works on it; empty for none.</summary>
    public string Holder { get; private set; } = "";

    public DateTimeOffset HeldUntil { get; private set; }

    /// <summary>Failures in a row.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset NextTryAt { get; private set; }

    /// <summary>Where it failed last; null while it works.</summary>
    public MailStep? FailedStep { get; private set; }

    /// <summary>What the server said; empty while it works.</summary>
    public string Said { get; private set; } = "";

    /// <summary>When it last worked.</summary>
    public DateTimeOffset? WorkedAt { get; private set; }

    public static MailLink Of(MailAccountId account, MailDirection direction, DateTimeOffset now) =>
        new() { AccountId = account, Direction = direction, State = MailLinkState.New, Since = now, NextTryAt = now, HeldUntil = now };
}

internal sealed class MailLinkMapping : IEntityTypeConfiguration<MailLink>
{
    public void Configure(EntityTypeBuilder<MailLink> builder)
    {
        builder.ToTable("desk_mail_links");
        builder.HasKey(l => new { l.AccountId, l.Direction });
        builder.Property(l => l.Holder).HasMaxLength(100);
        builder.Property(l => l.Said).HasMaxLength(500);
    }
}
