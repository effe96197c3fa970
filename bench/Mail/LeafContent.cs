using System.Buffers;
using System.Security.Cryptography;
using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>A leaf's decoded content, its hash, and its text as a mail of its own would show it.</summary>
internal sealed class LeafContent(MailPart part)
{
    private readonly byte[] _content = Content(part);

    public byte[] Bytes => _content;

    public string Hash => Convert.ToHexStringLower(SHA256.HashData(_content));

    public string Text()
    {
        byte[] mail = [.. System.Text.Encoding.ASCII.GetBytes($"From: a@b\nContent-Type: text/plain; charset=\"{part.Charset ?? "us-ascii"}\"\nContent-Transfer-Encoding: binary\n\n"), .. _content];
        return MailReader.Read(mail).Text;
    }

    private static byte[] Content(MailPart part)
    {
        var writer = new ArrayBufferWriter<byte>();
        part.CopyTo(writer);
        return writer.WrittenSpan.ToArray();
    }
}
