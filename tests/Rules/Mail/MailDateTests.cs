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
    [InlineData("\u661f\u671f\u4e00, 29 \u4e5d\u6708 2025 10:15:00 +0800", "2025-09-29T02:15:00+00:00")]
    [InlineData("\u5468\u516d, 29 \u5341\u4e00\u6708 2025 10:15:00 +0800", "2025-11-29T02:15:00+00:00")]
    [InlineData("\u5468\u4e00, 29 12\u6708 2025 10:15:00 +0800", "2025-12-29T02:15:00+00:00")]
    [InlineData("2025\u5e749\u670829\u65e5 10:15:00 +0800", "2025-09-29T02:15:00+00:00")]
    [InlineData("2025\u5e7412\u670829\u65e5 \u4e0b\u5348 1:15 +0800", "2025-12-29T05:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 1:15:00 PM +0000", "2025-09-29T13:15:00+00:00")]
    [InlineData("Mon, 29 Sep 2025 12:15:00 AM +0000", "2025-09-29T00:15:00+00:00")]
    [InlineData("mar, 30 dic 2025 10:15:00 +0100", "2025-12-30T09:15:00+00:00")]
    [InlineData("Mo, 29 Dez 2025 10:15:00 +0100", "2025-12-29T09:15:00+00:00")]
    [InlineData("\u5468\u4e00, 29 13\u6708 2025 10:15:00 +0800", null)]
    [InlineData("yesterday", null)]
    [InlineData("Mon, 29 Sep 99999 10:15:00 +0000", null)]
    public void A_date_is_read_in_every_form_that_mails_have(string field, string? instant)
    {
        var mail = MailReader.Read(Encoding.UTF8.GetBytes($"From: a@b\nDate: {field}\n\n"));

        Assert.Equal(instant, mail.Date?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", null));
        Assert.Equal(instant is null, mail.Defects.Contains("The date cannot be read."));
    }
}
