using System.Text;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>An invitation can be read by whoever has no calendar, and stays a file for whoever has one.</summary>
public class InvitationTests
{
    private const string Request = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Asia/Shanghai\nBEGIN:STANDARD\nDTSTART:16010101T000000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\n"
        + "ORGANIZER;CN=\"Li, Na\":mailto:lina@example.cn\nDTSTART;TZID=Asia/Shanghai:20261112T140000\nDTEND;TZID=Asia/Shanghai:20261112T150000\n"
        + "SUMMARY:\u9000\u6B3E\\, round\n  two\nLOCATION:Room 3\\; floor 2\nDESCRIPTION:Bring\\nthe receipt.\nBEGIN:VALARM\nSUMMARY:Alarm\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";

    [Fact]
    public void Method_time_place_and_title_are_read_and_the_file_is_kept()
    {
        var mail = Read("Content-Type: multipart/alternative; boundary=a\n\n--a\nContent-Type: text/plain; charset=utf-8\n\nPlease come.\n--a\nContent-Type: text/calendar; charset=utf-8; method=REQUEST\n\n" + Request + "--a--\n");

        Assert.Equal(new("REQUEST", "\u9000\u6B3E, round two", "Room 3; floor 2", "Li, Na", new(new(2026, 11, 12, 14, 0, 0), 480, false), new(new(2026, 11, 12, 15, 0, 0), 480, false), "Bring\nthe receipt."), mail.Invitation);
        Assert.Equal("Please come.", mail.Text.Trim());
        Assert.Equal(("invite.ics", "text/calendar"), (Assert.Single(mail.Attachments).Name, mail.Attachments[0].ContentType));
        Assert.Equal(Request.TrimEnd('\n'), Encoding.UTF8.GetString(mail.Attachments[0].ToArray()));
    }

    [Fact]
    public void One_without_words_says_what_it_says_itself()
    {
        var mail = Read("Content-Type: text/calendar; charset=utf-8; method=REQUEST\n\n" + Request);

        Assert.Equal("\u9000\u6B3E, round two\n\nBring\nthe receipt.", mail.Text);
        Assert.Equal("invite.ics", Assert.Single(mail.Attachments).Name);
    }

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:20261112", "2026-11-12", null, true)]
    [InlineData("DTSTART:20261112T060000Z", "2026-11-12 06:00", 0, false)]
    [InlineData("DTSTART:20261112T140000", "2026-11-12 14:00", null, false)]
    [InlineData("DTSTART;TZID=\"(UTC+08:00) Somewhere\":20261112T140000", "2026-11-12 14:00", null, false)]
    [InlineData("DTSTART;TZID=China Standard Time:20261112T140000", "2026-11-12 14:00", 480, false)]
    public void A_time_is_read_in_every_form(string field, string wall, int? offset, bool isDay) =>
        Assert.Equal(new(DateTime.Parse(wall, System.Globalization.CultureInfo.InvariantCulture), offset, isDay), Event(field)?.Starts);

    [Theory]
    [InlineData("DTSTART;VALUE=DATE:00010101")]
    [InlineData("DTSTART:18991231T235959Z")]
    [InlineData("DTSTART:22000101T000000")]
    [InlineData("DTSTART;TZID=Asia/Shanghai:99991231T235959")]
    public void A_time_nobody_makes_an_appointment_in_is_none(string field) => Assert.Null(Event(field)?.Starts);

    [Theory]
    [InlineData("PT1H30M", 90)]
    [InlineData("P1D", 1440)]
    public void A_duration_stands_for_an_end(string duration, int minutes) =>
        Assert.Equal(new DateTime(2026, 11, 12, 6, 0, 0).AddMinutes(minutes), Event($"DTSTART:20261112T060000Z\nDURATION:{duration}")?.Ends?.Wall);

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:VEVENT")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR")]
    [InlineData(":\n;\nBEGIN\n\"")]
    public void What_is_no_appointment_is_none_or_an_empty_one(string text)
    {
        var mail = Read("Content-Type: text/calendar\n\n" + text);

        Assert.Equal((text == "BEGIN:VEVENT", ""), (mail.Invitation is not null, mail.Invitation?.Title ?? ""));
        Assert.Single(mail.Attachments);
    }

    private static MailInvitation? Event(string fields) => Read($"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\n{fields}\nEND:VEVENT\nEND:VCALENDAR\n").Invitation;

    private static MailMessage Read(string rest) => MailReader.Read(Encoding.UTF8.GetBytes("From: a@b.test\nMIME-Version: 1.0\n" + rest));
}
