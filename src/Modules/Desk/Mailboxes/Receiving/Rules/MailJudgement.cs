namespace Banzhang.Desk.Mailboxes.Receiving.Rules;

/// <summary>What is known of a mail before anybody looks for its ticket.</summary>
/// <param name="Hops">Servers it has passed.</param>
/// <param name="IsFromUs">Its sender is an address of ours, though we did not send it.</param>
/// <param name="Lately">Mails of the same sender within the time the limit counts.</param>
public sealed record MailSigns(bool IsReadable, int Hops, bool IsFromUs, int Lately);

/// <summary>Which mails wait for a person instead of becoming tickets.</summary>
public enum MailDoubt
{
    None = 0,
    Unreadable = 1,
    Loop = 2,
    TooMany = 3,
}

public static class MailJudgement
{
    public static MailDoubt Of(MailSigns signs, int mostHops, int mostOfSender) =>
        !signs.IsReadable ? MailDoubt.Unreadable
        : signs.IsFromUs || signs.Hops > mostHops ? MailDoubt.Loop
        : signs.Lately >= mostOfSender ? MailDoubt.TooMany
        : MailDoubt.None;
}
