namespace Banzhang.Desk.Mailboxes;

public readonly record struct MailAccountId(Guid Value)
{
    public static MailAccountId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct ReceivedMailId(Guid Value)
{
    public static ReceivedMailId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct OutgoingMailId(Guid Value)
{
    public static OutgoingMailId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}
