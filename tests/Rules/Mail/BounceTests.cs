using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>A bounce is told by its structure, or by a machine that speaks of failure; a customer who forwards one or tells of one is a customer.</summary>
public class BounceTests
{
    private const string Report = """
        Content-Type: multipart/report; report-type=delivery-status; boundary=r

        --r

        <nobody@example.org>: user unknown
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; nobody@example.org
        Action: failed
        Status: 5.1.1
        --r--

        """;

    public static TheoryData<string> Bounced => [.. MailFixture.In("Bounces")];

    public static TheoryData<string> NotBounced => [.. MailFixture.In("NoBounces")];

    [Theory]
    [MemberData(nameof(Bounced))]
    public void What_a_mail_program_or_provider_returns_is_one_and_is_answered_by_nobody(string name)
    {
        var mail = MailFixture.Read(name);

        Assert.NotNull(mail.Bounce);
        Assert.True(mail.AutoSubmitted);
        Assert.All(mail.Bounce.Recipients, address => Assert.StartsWith("li@", address, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(NotBounced))]
    public void What_only_speaks_of_one_or_reports_something_else_is_none(string name) => Assert.Null(MailFixture.Read(name).Bounce);

    [Fact]
    public void The_report_itself_is_one() => Assert.Equal("5.1.1", Read("MAILER-DAEMON@mx.example.org", "Undelivered", Report)?.Status);

    [Fact]
    public void A_report_a_customer_forwards_within_a_mail_is_none() => Assert.Null(Read("wang@customer.test", "Fwd: it came back", $"""
        Content-Type: multipart/mixed; boundary=m

        --m

        Your answer never reached me, see there.
        --m
        Content-Type: message/rfc822

        From: MAILER-DAEMON@mx.example.org
        Subject: Undelivered
        {Report}
        --m--

        """));

    [Fact]
    public void A_report_that_is_forwarded_bare_is_none() => Assert.Null(Read("wang@customer.test", "Fwd: it came back", $"""
        Content-Type: message/rfc822

        From: MAILER-DAEMON@mx.example.org
        Subject: Undelivered
        {Report}
        """));

    [Fact]
    public void The_fields_of_a_report_attached_by_a_person_are_none() => Assert.Null(Read("wang@customer.test", "It came back", """
        Content-Type: multipart/mixed; boundary=m

        --m

        See the details.
        --m
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.org

        Final-Recipient: rfc822; nobody@example.org
        Action: failed
        --m--

        """));

    [Theory]
    [InlineData("This message was created automatically by mail delivery software.")]
    [InlineData("I got: Hi. This is the qmail-send program at example.org. I'm afraid I wasn't able to deliver your message.")]
    [InlineData("The shop wrote: 550 5.1.1 user unknown. What does this mean?")]
    public void A_phrase_in_a_persons_text_is_none(string text) => Assert.Null(Read("wang@customer.test", "Question", "\n" + text));

    [Theory]
    [InlineData("MAILER-DAEMON@mx.example.org", "")]
    [InlineData("someone@mx.example.org", "Return-Path: <>\n")]
    [InlineData("someone@mx.example.org", "X-Failed-Recipients: nobody@example.org\n")]
    public void The_same_phrase_from_a_machine_is_one(string from, string more) =>
        Assert.NotNull(Read(from, "Hello", more + "\nThis message was created automatically by mail delivery software. nobody@example.org: user unknown"));

    private static MailBounce? Read(string from, string subject, string rest) =>
        MailReader.Read(Encoding.UTF8.GetBytes($"From: {from}\nTo: help@shop.test\nSubject: {subject}\nMIME-Version: 1.0\n{rest}")).Bounce;
}
