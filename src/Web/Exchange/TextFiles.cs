using System.Text;

namespace Banzhang.Web.Exchange;

/// <summary>Text from other programs: a byte-order mark decides, else UTF-8 where it is valid, else GB18030, which reads GBK and GB2312 too.</summary>
internal static class TextFiles
{
    static TextFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((byte[])[0xEF, 0xBB, 0xBF]) ? new UTF8Encoding(true)
        : bytes.StartsWith((byte[])[0xFF, 0xFE]) ? Encoding.Unicode
        : bytes.StartsWith((byte[])[0xFE, 0xFF]) ? Encoding.BigEndianUnicode
        : System.Text.Unicode.Utf8.IsValid(bytes) ? new UTF8Encoding(false)
        : Encoding.GetEncoding("GB18030");

    public static string Read(byte[] bytes)
    {
        var encoding = EncodingOf(bytes);
        var skip = encoding.Preamble.Length > 0 && bytes.AsSpan().StartsWith(encoding.Preamble) ? encoding.Preamble.Length : 0;
        return encoding.GetString(bytes, skip, bytes.Length - skip);
    }
}
