using System.Buffers.Binary;
using System.Text;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Writes winmail.dat by hand, attribute by attribute, as MS-OXTNEF describes it.</summary>
internal sealed class TnefBytes
{
    private readonly List<byte> _bytes = [0x78, 0x9F, 0x3E, 0x22, 1, 0];

    public static byte[] Property(int id, string text) => [.. Number(id << 16 | 0x1F), .. Number(1), .. Padded(Encoding.Unicode.GetBytes(text + "\0"))];

    public static byte[] Property(int id, byte[] binary) => [.. Number(id << 16 | 0x102), .. Number(1), .. Padded(binary)];

    public static byte[] Property(int id, int number) => [.. Number(id << 16 | 3), .. Number(number)];

    public static byte[] Named(string name, string text) => [.. Number(unchecked((int)0x8001001F)), .. new byte[16], .. Number(1), .. Padded(Encoding.Unicode.GetBytes(name + "\0")), .. Number(1), .. Padded(Encoding.Unicode.GetBytes(text + "\0"))];

    /// <summary>A message within: what PR_ATTACH_DATA_OBJ holds.</summary>
    public static byte[] Message(TnefBytes message) =>
        [.. Number(0x3701 << 16 | 0x0D), .. Number(1), .. Padded([0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46, .. message.ToArray()])];

    /// <summary>RTF that claims to be compressed and never refers back: eight bytes to a byte of flags.</summary>
    public static byte[] Rtf(string rtf)
    {
        var plain = Encoding.Latin1.GetBytes(rtf);
        byte[] body = [.. plain.Chunk(8).SelectMany(run => run.Prepend((byte)0))];
        return [.. Number(body.Length + 12), .. Number(plain.Length), .. Number(0x75465A4C), .. Number(0), .. body];
    }

    public TnefBytes Attribute(byte level, int tag, byte[] data)
    {
        _bytes.AddRange([level, .. Number(tag), .. Number(data.Length), .. data, .. BitConverter.GetBytes((ushort)(data.Sum(b => (long)b) & 0xFFFF))]);
        return this;
    }

    public TnefBytes Subject(string ansi) => Attribute(1, 0x00018004, Encoding.Latin1.GetBytes(ansi + "\0"));

    public TnefBytes Class(string name) => Attribute(1, 0x00078008, Encoding.Latin1.GetBytes(name + "\0"));

    public TnefBytes Body(string ansi) => Attribute(1, 0x0002800C, Encoding.Latin1.GetBytes(ansi + "\0"));

    public TnefBytes OfMessage(params byte[][] properties) => Attribute(1, 0x00069003, List(properties));

    /// <summary>As programs of old named files.</summary>
    public TnefBytes File(string shortName, byte[] data) =>
        Attribute(2, 0x00069002, new byte[14]).Attribute(2, 0x00018010, Encoding.Latin1.GetBytes(shortName + "\0")).Attribute(2, 0x0006800F, data);

    /// <summary>As Outlook does.</summary>
    public TnefBytes File(params byte[][] properties) => Attribute(2, 0x00069002, new byte[14]).Attribute(2, 0x00069005, List(properties));

    public byte[] ToArray() => [.. _bytes];

    /// <summary>In a mail, as Exchange sends it.</summary>
    public byte[] InMail(string text = "", string type = "application/ms-tnef") => InMail(ToArray(), text, type);

    public static byte[] InMail(byte[] packed, string text = "", string type = "application/ms-tnef") => Encoding.UTF8.GetBytes(
        $"From: a@b.test\nSubject: Packed\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{text}\n--b\nContent-Type: {type}; name=winmail.dat\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=winmail.dat\n\n{Convert.ToBase64String(packed, Base64FormattingOptions.InsertLineBreaks)}\n--b--\n");

    private static byte[] List(byte[][] properties) => [.. Number(properties.Length), .. properties.SelectMany(p => p)];

    private static byte[] Padded(byte[] value) => [.. Number(value.Length), .. value, .. new byte[(4 - value.Length % 4) % 4]];

    private static byte[] Number(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        return bytes;
    }
}
