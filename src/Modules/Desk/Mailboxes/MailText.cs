using Banzhang.Desk.Contracts;
using Banzhang.Desk.Workspace;
using Banzhang.Mail;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Words for what comes from the mail library, and the tones of states.</summary>
internal static class MailText
{
    public static string Step(MailStep step) => WordBook.SayCode(typeof(MailText), $"MailStep_{step}", step.ToString());

    /// <summary>What to look at when this step failed.</summary>
    public static string Hint(MailStep step) => WordBook.SayCode(typeof(MailText), $"MailHint_{step}", Words.MailHint);

    /// <summary>Where it failed and what was said; where nobody said anything, what to do.</summary>
    public static string Failed(MailStep step, string said) => WordBook.Say(Words.FailedAt, Step(step), said.Length > 0 ? said : Hint(step));

    public static string Protection(MailProtection protection) => WordBook.SayCode(typeof(MailText), $"{nameof(MailProtection)}_{protection}", protection.ToString());

    /// <param name="method">An unknown one is an invitation as well as any.</param>
    /// <param name="text">Title, time, place and who invites.</param>
    public static string Invitation(string method, string text) => WordBook.Say(method switch
    {
        "CANCEL" => Words.InvitationIsCancelled,
        "REPLY" or "COUNTER" => Words.InvitationIsAnswered,
        _ => Words.InvitationIs,
    }, text);

    public static string Encryption(Encryption encryption) => WordBook.SayCode(typeof(MailText), $"Encryption_{encryption}", encryption.ToString());

    public static Tone ToneOf(MailFate fate) => fate switch
    {
        MailFate.Opened or MailFate.Continued => Tone.Ok,
        MailFate.Quarantined => Tone.Warn,
        MailFate.Bounced => Tone.Bad,
        MailFate.Known or MailFate.Automatic or MailFate.Own or MailFate.Discarded => Tone.Neutral,
    };

    public static Tone ToneOf(OutgoingState state) => state switch
    {
        OutgoingState.Waiting => Tone.Info,
        OutgoingState.Sent => Tone.Ok,
        OutgoingState.Failed or OutgoingState.Bounced => Tone.Bad,
    };

    public static Tone ToneOf(MailLinkState state) => state switch
    {
        MailLinkState.New => Tone.Info,
        MailLinkState.Working => Tone.Ok,
        MailLinkState.Failing => Tone.Warn,
        MailLinkState.Stopped => Tone.Bad,
    };

    public static string Size(long bytes) => Sizes.Text(bytes);

    public static IReadOnlyList<Choice> Queues(IReadOnlyList<QueueCard> queues, string language) => [.. queues.Select(q => new Choice(q.Id.Value.ToString(), q.NameIn(language)))];
}
