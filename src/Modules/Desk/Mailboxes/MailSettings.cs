using Banzhang.Platform.Files;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.Mailboxes;

/// <summary>What the intake bears.</summary>
/// <param name="LargestBytes">A longer mail waits in quarantine, unread.</param>
/// <param name="SenderMails">Mails of one sender within <paramref name="SenderMinutes"/> that are taken in; further ones wait in quarantine.</param>
/// <param name="Hops">Servers a mail may have passed.</param>
/// <param name="Files">Attachments of one mail that its ticket takes; further ones stand in the raw mail.</param>
/// <param name="LargestFileBytes">A longer attachment stands in the raw mail only.</param>
public sealed record MailLimits(long LargestBytes, int SenderMails, int SenderMinutes, int Hops, int Files = 100, long LargestFileBytes = FileStore.Most);

/// <summary>What stands around an answer by mail. Text, signature and reference take the places of {0}, {1} and {2}.</summary>
/// <param name="Queue">Its code.</param>
public sealed record QueueLetter(string Queue, string Signature, string EnglishSignature, string Template, string EnglishTemplate);

public sealed record QueueLetters(IReadOnlyList<QueueLetter> Letters)
{
    public QueueLetter? Of(string queue) => Letters.FirstOrDefault(l => l.Queue == queue);
}

public static class MailSettings
{
    public static readonly SettingKey<MailLimits> Limits = new("desk.mail-limits", new(50L * 1024 * 1024, 60, 10, 30));

    /// <summary>Empty: the words of the product stand for queues without their own.</summary>
    public static readonly SettingKey<QueueLetters> Letters = new("desk.mail-letters", new([]));
}
