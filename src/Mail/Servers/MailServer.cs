namespace Banzhang.Mail.Servers;

public enum Encryption
{
    /// <summary>In the clear: for a server on the same machine only.</summary>
    None = 1,

    /// <summary>Begins in the clear and must change over before the login (RFC 3501, 6.2.1; RFC 3207).</summary>
    StartTls = 2,

    /// <summary>From the first byte (RFC 8314).</summary>
    Tls = 3,
}

/// <summary>Where a mail server listens and how it is recognised.</summary>
/// <param name="Fingerprint">SHA-256 of its certificate in hexadecimal digits: this certificate is accepted, whatever is wrong with it, and no other. Null asks the machine's authorities.</param>
public sealed record MailServer(string Host, int Port, Encryption Encryption, string? Fingerprint = null)
{
    /// <summary>How long a step may take, and how long a download may stand still.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);
}

/// <param name="User">The name the server knows the mailbox by.</param>
/// <param name="Secret">A password, or an access token.</param>
/// <param name="IsToken">True for XOAUTH2.</param>
public sealed record MailLogin(string User, string Secret, bool IsToken = false);
