using System.Formats.Asn1;
using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Signed and encrypted mails are named as such and kept to the byte.</summary>
public class ProtectedMailTests
{
    private const string PgpSigned = """
        Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary=s

        --s
        Content-Type: text/plain

        Signed words
        --s
        Content-Type: application/pgp-signature; name=signature.asc

        -----BEGIN PGP SIGNATURE-----
        --s--

        """;

    private const string SmimeSigned = """
        Content-Type: multipart/signed; micalg=sha-256; protocol="application/pkcs7-signature"; boundary=s

        --s
        Content-Type: text/plain

        Signed words
        --s
        Content-Type: application/pkcs7-signature; name=smime.p7s
        Content-Transfer-Encoding: base64

        AAEC
        --s--

        """;

    private const string PgpEncrypted = """
        Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=e

        --e
        Content-Type: application/pgp-encrypted

        Version: 1
        --e
        Content-Type: application/octet-stream; name=encrypted.asc

        -----BEGIN PGP MESSAGE-----
        --e--

        """;

    [Theory]
    [InlineData(PgpSigned, "signature.asc", "-----BEGIN PGP SIGNATURE-----")]
    [InlineData(SmimeSigned, "smime.p7s", "\0\u0001\u0002")]
    public void What_is_signed_beside_its_signature_is_shown_and_the_signature_is_kept(string rest, string name, string content)
    {
        var mail = Read(rest);

        Assert.Equal((MailProtection.Signature, "Signed words"), (mail.Protection, mail.Text.Trim()));
        var signature = Assert.Single(mail.Attachments);
        Assert.Equal((name, content), (signature.Name, Encoding.Latin1.GetString(signature.ToArray()).Trim('\n')));
    }

    [Fact]
    public void An_encrypted_mail_is_kept_whole_and_shows_nothing_of_it()
    {
        var mail = Read(PgpEncrypted);

        Assert.Equal((MailProtection.Encryption, ""), (mail.Protection, mail.Text));
        Assert.Equal(["application/pgp-encrypted", "application/octet-stream"], mail.Attachments.Select(a => a.ContentType));
    }

    [Theory]
    [InlineData("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", MailProtection.Encryption)]
    [InlineData("application/x-pkcs7-mime; name=smime.p7m", MailProtection.Encryption)]
    [InlineData("application/pkcs7-mime; smime-type=authEnveloped-data; name=smime.p7m", MailProtection.Encryption)]
    [InlineData("application/pkcs7-mime; smime-type=certs-only; name=smime.p7c", MailProtection.None)]
    public void A_mail_that_is_one_encrypted_piece_keeps_it_to_the_byte(string type, MailProtection protection)
    {
        byte[] sealedBytes = [0x30, 0x80, 1, 2, 3, 255, 0];

        var mail = Read($"Content-Type: {type}\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(sealedBytes)}\n");

        Assert.Equal((protection, ""), (mail.Protection, mail.Text));
        Assert.Equal(sealedBytes, Assert.Single(mail.Attachments).ToArray());
    }

    [Fact]
    public void What_was_signed_in_one_piece_is_shown_and_the_piece_is_kept()
    {
        var signed = Signed("Content-Type: multipart/mixed; boundary=x\n\n--x\n\nInside\n--x\nContent-Disposition: attachment; filename=a.txt\n\nfile\n--x--\n"u8.ToArray());

        var mail = Read($"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(signed)}\n");

        Assert.Equal((MailProtection.Signature, "Inside"), (mail.Protection, mail.Text.Trim()));
        Assert.Equal(["a.txt", "smime.p7m"], mail.Attachments.Select(a => a.Name));
        Assert.Equal(signed, mail.Attachments[1].ToArray());
    }

    [Fact]
    public void Signed_pieces_within_each_other_end_and_a_damaged_one_stays_an_attachment()
    {
        var signed = "Content-Type: text/plain\n\ndeep"u8.ToArray();
        for (var i = 0; i < 10; i++)
            signed = Encoding.ASCII.GetBytes($"Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\n{Convert.ToBase64String(Signed(signed))}\n");

        Assert.Equal(4, MailReader.Read(signed).Attachments.Count);
        var damaged = Read("Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqG\n");
        Assert.Equal("smime.p7m", Assert.Single(damaged.Attachments).Name);
        Assert.Contains(damaged.Defects, d => d.StartsWith("The signed content of part 1 cannot be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-----BEGIN PGP MESSAGE-----\n\nabc\n-----END PGP MESSAGE-----", MailProtection.Encryption)]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\n\nabc\n-----BEGIN PGP SIGNATURE-----", MailProtection.Signature)]
    [InlineData("What is a PGP MESSAGE?", MailProtection.None)]
    public void Protection_written_into_the_text_is_seen_and_the_text_stays_as_it_is(string text, MailProtection protection)
    {
        var mail = Read("Content-Type: text/plain\n\n" + text);

        Assert.Equal((protection, text), (mail.Protection, mail.Text));
    }

    [Fact]
    public void A_forwarded_mail_that_is_encrypted_does_not_make_the_whole_so() =>
        Assert.Equal(MailProtection.None, Read("Content-Type: multipart/mixed; boundary=m\n\n--m\n\nSee there\n--m\nContent-Type: message/rfc822\n\nFrom: c@d.test\n" + PgpEncrypted + "--m--\n").Protection);

    /// <summary>A CMS SignedData without signers (RFC 5652, 5.1).</summary>
    private static byte[] Signed(byte[] content)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier("1.2.840.113549.1.7.2");
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                writer.PushSetOf().Dispose();
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.2.840.113549.1.7.1");
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
                        writer.WriteOctetString(content);
                }
            }
        }
        return writer.Encode();
    }

    private static MailMessage Read(string rest) => MailReader.Read(Encoding.Latin1.GetBytes("From: a@b.test\nMIME-Version: 1.0\n" + rest));
}
