namespace Banzhang.Mail;

/// <summary>What a sender did to a mail so that others can trust it, or not read it.</summary>
public enum MailProtection
{
    None = 0,

    /// <summary>Signed (S/MIME or PGP). Nobody here checks the signature.</summary>
    Signature = 1,

    /// <summary>Encrypted (S/MIME or PGP): what it says stands in an attachment that we cannot read.</summary>
    Encryption = 2,
}
