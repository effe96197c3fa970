namespace Banzhang.Mail.Servers;

/// <summary>The steps of a talk with a mail server, in order.</summary>
public enum MailStep
{
    Resolve = 1,
    Connect = 2,
    Encrypt = 3,
    Certificate = 4,
    Greeting = 5,

    /// <summary>An access token is asked for before the login.</summary>
    Token = 6,
    Login = 7,
    Select = 8,
    Search = 9,
    Read = 10,
    Sender = 11,
    Recipient = 12,
    Content = 13,

    /// <summary>Before all others: the password that was kept cannot be read any more.</summary>
    Secret = 14,
}

public enum MailFaultKind
{
    /// <summary>Nobody answers, or the connection broke.</summary>
    Unreachable = 1,

    /// <summary>No answer within the patience.</summary>
    Stalled = 2,

    /// <summary>The answer is not of the protocol.</summary>
    Nonsense = 3,

    /// <summary>The server says no for now (4xx).</summary>
    Postponed = 4,

    /// <summary>The server says no (5xx, NO).</summary>
    Refused = 5,

    /// <summary>Longer than we are willing to read.</summary>
    TooLarge = 6,
}

/// <summary>A talk with a mail server failed at one step. <see cref="Exception.Message"/> is what the other side said, at most 500 characters.</summary>
public sealed class MailServerException : Exception
{
    private const int Most = 500;

    public MailServerException(MailStep step, MailFaultKind kind, string said, Exception? inner = null)
        : base(Clean(said), inner)
    {
        Step = step;
        Kind = kind;
    }

    public MailStep Step { get; }

    public MailFaultKind Kind { get; }

    /// <summary>Trying the same again leads nowhere until somebody changes something.</summary>
    public bool IsLasting => Kind is MailFaultKind.Refused or MailFaultKind.TooLarge || Step == MailStep.Certificate;

    /// <summary>The certificate the server showed, as one would pin it; null when it showed none.</summary>
    public string? Fingerprint { get; init; }

    private static string Clean(string said)
    {
        var line = string.Create(Math.Min(said.Length, Most), said, static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++)
                target[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
        });
        return line.Trim();
    }
}
