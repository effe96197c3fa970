using Banzhang.Desk.Contracts;
using Banzhang.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Mailboxes;

/// <summary>What became of a mail.</summary>
public enum MailFate
{
    Opened = 1,

    /// <summary>It answers a ticket that is there.</summary>
    Continued = 2,

    /// <summary>The same mail came before.</summary>
    Known = 3,

    /// <summary>A machine's answer: kept with its ticket as a note when it has one, never answered.</summary>
    Automatic = 4,

    /// <summary>Says that a mail of ours did not arrive, or not yet.</summary>
    Bounced = 5,

    /// <summary>Our own mail coming back.</summary>
    Own = 6,

    /// <summary>Waits for a person to let it in or throw it away.</summary>
    Quarantined = 7,

    /// <summary>Thrown away by a person; the log remembers it.</summary>
    Discarded = 8,
}

/// <summary>Why it became that.</summary>
public enum MailReason
{
    /// <summary>Belongs to no ticket.</summary>
    NewMatter = 1,

    /// <summary>It refers to a mail of the ticket (In-Reply-To, References).</summary>
    ByReference = 2,

    /// <summary>The ticket's number in the subject, from the customer's own address.</summary>
    ByNumber = 3,

    /// <summary>It was sent to the address of the ticket.</summary>
    ByAddress = 4,

    /// <summary>The ticket it answers is closed.</summary>
    AfterClosing = 5,
    SameMail = 6,
    SentByMachine = 7,
    NotDelivered = 8,
    Delayed = 9,
    OurOwn = 10,

    /// <summary>Neither sender nor subject nor id can be read.</summary>
    Unreadable = 11,
    TooLarge = 12,

    /// <summary>It has passed too many servers, or comes from an address of ours.</summary>
    Loop = 13,

    /// <summary>More from one sender than a person writes.</summary>
    TooMany = 14,

    /// <summary>The intake could not deal with it.</summary>
    Faulty = 15,
}

/// <summary>One line of the mailbox's log: a mail that came, what became of it and why. The mail itself lies in the file store as it came.</summary>
internal sealed class ReceivedMail
{
    private ReceivedMail()
    {
    }

    public ReceivedMailId Id { get; private set; }

    /// <summary>Orders what came in the same instant.</summary>
    public long Number { get; private set; }

    /// <summary>Null when it came by the pipe.</summary>
    public MailAccountId? AccountId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public MailFate Fate { get; private set; }

    public MailReason Reason { get; private set; }

    public string FromName { get; private set; } = "";

    /// <summary>Lower case; empty when unreadable.</summary>
    public string FromAddress { get; private set; } = "";

    /// <summary>Where an answer is wanted when that is not where it came from; empty else.</summary>
    public string ReplyAddress { get; private set; } = "";

    public string ToAddress { get; private set; } = "";

    /// <summary>Everybody else the writer sent it to, at most twenty, separated by line feeds.</summary>
    public string Others { get; private set; } = "";

    public string Subject { get; private set; } = "";

    /// <summary>What makes two deliveries the same mail, set on the first of them only; unique.</summary>
    public string? Key { get; private set; }

    /// <summary>Of the raw mail; null for one too large to be kept.</summary>
    public string? RawSha256 { get; private set; }

    public long Bytes { get; private set; }

    public TicketId? TicketId { get; private set; }

    /// <summary>Its message in the thread.</summary>
    public MessageId? MessageId { get; private set; }

    /// <summary>Somebody writes in the thread who is not its customer.</summary>
    public bool IsStranger { get; private set; }

    public bool HasHtml { get; private set; }

    /// <summary>Attachments that stand only in the raw mail: beyond the hundredth, or too large.</summary>
    public int LeftOut { get; private set; }

    public MailProtection Protection { get; private set; }

    /// <summary>The appointment it carries, as <see cref="ShownInvitation"/> stores it; null for none.</summary>
    public string? Invitation { get; private set; }

    /// <summary>UIDVALIDITY of the mailbox it still lies in, when it was set aside; 0 when that is not known.</summary>
    public long Validity { get; private set; }

    /// <summary>Its uid there; 0 when that is not known.</summary>
    public long Uid { get; private set; }

    /// <summary>It was not fetched whole, and the mailbox can be asked for it again.</summary>
    public bool CanBeFetched => Fate == MailFate.Quarantined && RawSha256 is null && Uid > 0 && AccountId is not null;

    /// <summary>Judged as sent by a machine and in no thread, so that nobody reads it unless a person knows better.</summary>
    public bool WasTakenForAMachines => Fate is MailFate.Automatic or MailFate.Bounced && TicketId is null;

    /// <summary>Whether a person may let it in: it is kept, and waits for them or was taken for a machine's.</summary>
    public bool CanBeLetIn => RawSha256 is not null && (Fate == MailFate.Quarantined || WasTakenForAMachines);

    /// <summary>Where an answer to it goes. What joined a ticket by a number alone may be forged: then it is not for the mail to say where else answers go.</summary>
    public string AnswerAddress => ReplyAddress.Length > 0 && Reason != MailReason.ByNumber ? ReplyAddress : FromAddress;

    /// <summary>Who gets a copy of the answer; nobody when it joined by a number alone.</summary>
    public string Copied => Reason == MailReason.ByNumber ? "" : Others;

    /// <summary>As <see cref="MailDetail"/> keeps it; empty for none.</summary>
    public string Detail { get; private set; } = "";

    /// <summary>When what it said and who wrote it was erased; null for all others. Its key stays: the same mail is known when it comes again.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    public static ReceivedMail Of(ReceivedMailId id, long number, MailAccountId? account, ReceivedFacts facts, DateTimeOffset now)
    {
        var line = new ReceivedMail { Id = id, Number = number, AccountId = account, At = now };
        line.Know(facts);
        return line;
    }

    /// <summary>What was read of it; again when it was set aside unread and is fetched after all.</summary>
    public void Know(ReceivedFacts facts)
    {
        FromName = facts.FromName;
        FromAddress = facts.FromAddress;
        ReplyAddress = facts.ReplyAddress;
        ToAddress = facts.ToAddress;
        Others = facts.Others;
        Subject = facts.Subject;
        RawSha256 = facts.RawSha256;
        Bytes = facts.Bytes;
        HasHtml = facts.HasHtml;
        LeftOut = facts.LeftOut;
        Protection = facts.Protection;
        Invitation = ShownInvitation.Stored(facts.Invitation);
    }

    /// <summary>That a mail came, when, and what became of it stays. One that waited for a person is thrown away.</summary>
    public void Erase(DateTimeOffset now)
    {
        (FromName, FromAddress, ReplyAddress, ToAddress, Others, Subject, Detail) = ("", "", "", "", "", "", "");
        (RawSha256, Invitation, HasHtml, LeftOut, Validity, Uid) = (null, null, false, 0, 0, 0);
        Fate = Fate == MailFate.Quarantined ? MailFate.Discarded : Fate;
        ErasedAt = now;
    }

    public void LiesAt(long validity, long uid)
    {
        Validity = validity;
        Uid = uid;
    }

    public void Become(MailFate fate, MailReason reason, string detail = "")
    {
        Fate = fate;
        Reason = reason;
        Detail = detail.Length > 500 ? detail[..500] : detail;
    }

    /// <summary>It is in our books now: later copies are known by the key.</summary>
    public void Belongs(TicketId? ticket, MessageId? message, bool isStranger, string? key)
    {
        TicketId = ticket;
        MessageId = message;
        IsStranger = isStranger;
        Key = key;
    }
}

/// <summary>What the log keeps of a mail whatever becomes of it.</summary>
internal sealed record ReceivedFacts(string FromName, string FromAddress, string ReplyAddress, string ToAddress, string Subject, string? RawSha256, long Bytes, bool HasHtml = false, int LeftOut = 0, string Others = "", MailProtection Protection = MailProtection.None, ShownInvitation? Invitation = null)
{
    /// <summary>By which people recognise it, without all that it says besides: for a line that must be written although the whole could not.</summary>
    public ReceivedFacts Brief => this with { ReplyAddress = "", Others = "", Invitation = null };

    /// <summary>Of a mail that could not even be read.</summary>
    public static ReceivedFacts Unread(string sha256, long bytes) => new("", "", "", "", "", sha256, bytes);
}

internal sealed class ReceivedMailMapping : IEntityTypeConfiguration<ReceivedMail>
{
    public void Configure(EntityTypeBuilder<ReceivedMail> builder)
    {
        builder.ToTable("desk_received_mails");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.FromName).HasMaxLength(200);
        builder.Property(r => r.FromAddress).HasMaxLength(320);
        builder.Property(r => r.ReplyAddress).HasMaxLength(320);
        builder.Property(r => r.ToAddress).HasMaxLength(320);
        builder.Property(r => r.Others).HasMaxLength(6500);
        builder.Property(r => r.Subject).HasMaxLength(500);
        builder.Property(r => r.Key).HasMaxLength(64);
        builder.Property(r => r.RawSha256).HasMaxLength(64);
        builder.Property(r => r.Detail).HasMaxLength(500);
        builder.Property(r => r.Invitation).HasMaxLength(ShownInvitation.LongestStored);
        builder.Ignore(r => r.CanBeFetched);
        builder.Ignore(r => r.WasTakenForAMachines);
        builder.Ignore(r => r.CanBeLetIn);
        builder.Ignore(r => r.AnswerAddress);
        builder.Ignore(r => r.Copied);
        builder.HasIndex(r => new { r.At, r.Number }); // the log, newest first
        builder.HasIndex(r => new { r.Fate, r.At, r.Number }); // the same of one fate, e.g. quarantine
        builder.HasIndex(r => r.Key).IsUnique(); // the same mail again, in whatever account
        builder.HasIndex(r => new { r.FromAddress, r.At }); // how much one sender wrote lately
        builder.HasIndex(r => r.TicketId); // what the thread shows of its mails
    }
}
