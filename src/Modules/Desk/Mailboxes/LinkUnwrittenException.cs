namespace Banzhang.Desk.Mailboxes;

/// <summary>How far a mailbox is read, or whose turn it is, could not be written down: a fault of our own, after which the mail server is let rest.</summary>
/// <param name="code">Of the refusal.</param>
internal sealed class LinkUnwrittenException(string code) : Exception($"It could not be written down: {code}.\nMaybe the disk is full.");
