namespace Banzhang.Mail;

/// <summary>What a hostile mail may cost. What lies beyond stays in the original bytes and is named among the defects.</summary>
internal static class Limits
{
    /// <summary>Depth of parts within parts; deeper ones are kept unopened.</summary>
    public const int Depth = 50;

    /// <summary>Parts of one mail; the rest is kept unopened.</summary>
    public const int Parts = 10_000;

    /// <summary>Fields of one header block; further ones are skipped.</summary>
    public const int Fields = 5_000;

    /// <summary>Bytes of one header field that are read.</summary>
    public const int FieldBytes = 256 * 1024;

    /// <summary>Bytes of one text part that are turned into text.</summary>
    public const int TextBytes = 8 * 1024 * 1024;

    /// <summary>Characters of all text parts together that are shown.</summary>
    public const int TextCharacters = 16 * 1024 * 1024;

    /// <summary>Bytes that encoded parts which hold parts may be decoded to, beyond twice the mail's own.</summary>
    public const int DecodedBytes = 16 * 1024 * 1024;

    /// <summary>Bytes that the compressed texts of one mail may become together.</summary>
    public const int InflatedBytes = 4 * 1024 * 1024;

    /// <summary>Files of one mail, those packed into others or written into its text included.</summary>
    public const int Attachments = 10_001;

    /// <summary>Characters that HTML may become for each of its own, and beyond that <see cref="HtmlMargin"/>: a line within many quotes has a mark for each.</summary>
    public const int HtmlGrowth = 3, HtmlMargin = 4 * 1024;

    /// <summary>Bytes of one name or title in winmail.dat.</summary>
    public const int TnefNameBytes = 4 * 1024;

    /// <summary>Addresses of all fields of one name.</summary>
    public const int Addresses = 10_000;

    /// <summary>Bytes of one winmail.dat, as it stands in the mail; a longer one is kept unopened.</summary>
    public const int TnefBytes = 64 * 1024 * 1024;

    /// <summary>Files of one winmail.dat, those of messages within it included.</summary>
    public const int TnefFiles = 1_000;

    /// <summary>Messages within messages of one winmail.dat; deeper ones come out as files.</summary>
    public const int TnefDepth = 5;

    /// <summary>Parts signed in one piece (S/MIME) that are opened, within each other or beside.</summary>
    public const int Signed = 3;

    /// <summary>Defects that are listed.</summary>
    public const int Defects = 100;
}
