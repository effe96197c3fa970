namespace Banzhang.Mail;

/// <summary>One mailbox of an address field. Name is decoded and may be empty; address is as written, without brackets.</summary>
public sealed record MailAddress(string Name, string Address)
{
    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}
