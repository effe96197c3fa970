using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

public class MailDateTests
{
    [Theory]
    [InlineData("Mon, 29 Sep 2025 10:15:00 +0800", "2025-09-29T02:15:00+00:00")]
    [InlineData("29 Sep 2025 10:15 GMT", "2025-09-29T10:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 10:15:00 -0400 (EDT)", "2025-09-29T14:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 10:15:00 PDT", "2025-09-29T17:15:00+00:00")]
    [InlineData("Mon, 29 Sep 25 10:15:00 +0000", "2025-09-29T10:15:00+00:00")]
    [InlineData("Fri, 21 Nov 1997 09(comment):55:06 -0600", "1997-11-21T15:55:06+00:00")]
    [InlineData("29-Sep-2025 10:15:00 +0800", "2025-09-29T02:15:00+00:00")]
    [InlineData("Mon Sep 29 10:15:00 2025", "2025-09-29T10:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 10:15:60 +0000", "2025-09-29T10:15:59+00:00")]
    [InlineData("2025-09-29T10:15:00+08:00", "2025-09-29T02:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 10:15:00 +0545", "2025-09-29T04:30:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 10:15:00", "2025-09-29T10:15:00+00:00")]
    [InlineData("Mon, 31 Feb 2025 10:15:00 +0000", null)]
    [InlineData("yesterday", null)]
    [InlineData("Mon, 29 Sep 99999 10:15:00 +0000", null)]
    public void A_date_is_read_in_every_form_that_mails_have(string field, string? instant)
    {
        var mail = MailReader.Read(Encoding.ASCII.GetBytes($"From: a@b\nDate: {field}\n\n"));

        Assert.Equal(instant, mail.Date?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", null));
        Assert.Equal(instant is null, mail.Defects.Contains("The date cannot be read."));
    }
}
