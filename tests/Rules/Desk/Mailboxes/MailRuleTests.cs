using Banzhang.Desk.Mailboxes.Fetching.Rules;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Desk.Mailboxes.Receiving.Rules;
using Banzhang.Desk.Mailboxes.Sending.Rules;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Desk.Mailboxes;

/// <summary>What mail is decided by, from values.</summary>
public class MailRuleTests
{
    [Theory]
    [InlineData("Re: Parcel [BZ-000123]", "000123")]
    [InlineData("bz-7 again", "7")]
    [InlineData("[#42] Parcel", "42")]
    [InlineData("Parcel #42", null)]
    [InlineData("ABZ-12", null)]
    [InlineData("BZ-", null)]
    [InlineData("BZ-12345678901234567890", null)]
    [InlineData("", null)]
    public void A_number_in_a_subject_is_found_where_it_is_one(string subject, string? number) => Assert.Equal(number, SubjectNumber.In(subject));

    [Theory]
    [InlineData("Parcel", "Re: Parcel [BZ-000001]")]
    [InlineData("RE: re: Parcel", "Re: Parcel [BZ-000001]")]
    [InlineData("Re: Parcel [bz-000001]", "Re: Parcel [bz-000001]")]
    public void An_answer_has_one_Re_and_the_number_once(string subject, string expected) => Assert.Equal(expected, ReplySubject.Of(subject, "BZ-000001"));

    [Theory]
    [InlineData("{text}\n\n{signature}\n{number}", "Yes {number}.\n\nAnna, Shop\nBZ-1\n")]
    [InlineData("Bye", "Yes {number}.\n\nBye\n")]
    [InlineData("{text} {unknown} {", "Yes {number}. {unknown} {\n")]
    public void A_template_is_filled_once_and_what_stands_in_the_text_stays(string template, string expected) =>
        Assert.Equal(expected, LetterText.Fill(template, "Yes {number}.", "{agent}, Shop", "BZ-1", "Anna"));

    [Fact]
    public void What_is_answered_is_quoted_line_by_line_and_only_its_beginning()
    {
        Assert.Equal("\nOn Monday, Mei wrote:\n> One\n>\n>> Two\n", LetterText.Quote("On Monday, Mei wrote:", "One\r\n\r\n> Two\r\n"));
        Assert.Equal(103, LetterText.Quote("x", string.Join('\n', Enumerable.Repeat("line", 500))).Trim().Split('\n').Length + 1);
        Assert.EndsWith("\n> \u2026\n", LetterText.Quote("x", new string('y', 9_000)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u5305\u88F9\u5230\u4E86\u5417", "Parcel", true)]
    [InlineData("Where is it?", "\u5305\u88F9", false)]
    [InlineData("?", "Where", false)]
    [InlineData("", "", true)]
    public void The_letter_speaks_the_language_of_the_latest_text_that_has_letters(string latest, string earlier, bool isChinese) => Assert.Equal(isChinese, LetterText.IsChinese([latest, earlier]));

    [Fact]
    public void Pauses_between_tries_grow_and_end_after_about_three_days()
    {
        var pauses = Enumerable.Range(1, 20).Select(SendingPauses.After).ToList();
        var given = pauses.OfType<TimeSpan>().ToList();

        Assert.Equal(given.Order(), given);
        Assert.Null(pauses[^1]);
        Assert.InRange(given.Aggregate(TimeSpan.Zero, (sum, pause) => sum + pause), TimeSpan.FromDays(2), TimeSpan.FromDays(5));
    }

    [Fact]
    public void A_server_that_refuses_us_is_knocked_at_five_times_one_that_is_away_for_ever()
    {
        Assert.Equal(4, Enumerable.Range(1, 100).Count(n => LinkPauses.After(n, isRefused: true) is not null));
        Assert.Equal(TimeSpan.FromSeconds(10), LinkPauses.After(1, isRefused: false));
        Assert.Equal(TimeSpan.FromMinutes(15), LinkPauses.After(1000, isRefused: false));
    }

    [Theory]
    [InlineData(false, 1, false, 0, MailDoubt.Unreadable)]
    [InlineData(true, 31, false, 0, MailDoubt.Loop)]
    [InlineData(true, 30, true, 0, MailDoubt.Loop)]
    [InlineData(true, 30, false, 60, MailDoubt.TooMany)]
    [InlineData(true, 30, false, 59, MailDoubt.None)]
    public void A_mail_is_doubted_for_what_it_is(bool isReadable, int hops, bool isFromUs, int lately, MailDoubt doubt) =>
        Assert.Equal(doubt, MailJudgement.Of(new(isReadable, hops, isFromUs, lately), 30, 60));

    [Fact]
    public void The_same_mail_by_another_way_has_the_same_key_and_another_text_has_not()
    {
        static string Key(string mail) => MailIdentity.KeyOf(MailReader.Read(System.Text.Encoding.UTF8.GetBytes(mail)));
        const string Mail = "From: a@b.test\nSubject: s\nMessage-ID: <i@b>\nDate: Thu, 12 Nov 2026 14:00:00 +0800\n\ntext\n";

        Assert.Equal(Key(Mail), Key("Received: from x\nX-Spam: no\n" + Mail.Replace("\n", "\r\n", StringComparison.Ordinal)));
        Assert.NotEqual(Key(Mail), Key(Mail.Replace("text", "texts", StringComparison.Ordinal)));
        Assert.NotEqual(Key(Mail), Key(Mail.Replace("14:00", "14:01", StringComparison.Ordinal)));
    }
}
