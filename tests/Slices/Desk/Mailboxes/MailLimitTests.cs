using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Kernel;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk.Mailboxes;

public sealed class MailLimitOnSqlite(SqliteProduct product) : MailLimitTests(product), IClassFixture<SqliteProduct>;

public sealed class MailLimitOnPostgres(PostgresProduct product) : MailLimitTests(product), IClassFixture<PostgresProduct>;

/// <summary>What the intake bears is set by people, within what it can bear.</summary>
public abstract class MailLimitTests(Product product)
{
    private const long Megabyte = 1024 * 1024;

    private readonly MailDesk _desk = new(product);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limits_that_were_saved_hold_from_the_next_mail_on()
    {
        var saved = await SaveAsync(MailSettings.Limits.Default with { LargestBytes = Megabyte, Files = 2 }, product.Manager);
        Assert.True(saved.IsDone, saved.Refusal?.Code);
        var (large, many) = (MailWorld.Address("large", "customer.test"), MailWorld.Address("many", "customer.test"));

        await _desk.DeliverAsync(MailDesk.Mail(large, "help@shop.test", "Large", large, new string('x', 2 * (int)Megabyte)));
        await _desk.DeliverAsync($"From: {many}\nSubject: Many\nMessage-ID: <{many}>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n{string.Concat(Enumerable.Range(1, 5).Select(i => $"--b\nContent-Disposition: attachment; filename={i}.txt\n\n{i}\n"))}--b--\n");

        await using var db = product.Read();
        Assert.Equal(MailReason.TooLarge, (await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == large, Stop)).Reason);
        Assert.Equal(3, (await db.Set<ReceivedMail>().SingleAsync(r => r.FromAddress == many, Stop)).LeftOut);
    }

    [Theory]
    [InlineData("largestMegabytes", 0L, 60, 100, 25L)]
    [InlineData("largestMegabytes", 201L, 60, 100, 25L)]
    [InlineData("senderMails", 50L, 0, 100, 25L)]
    [InlineData("files", 50L, 60, 1001, 25L)]
    [InlineData("fileMegabytes", 50L, 60, 100, 26L)]
    public async Task A_limit_out_of_range_is_refused_with_its_field(string field, long largest, int mails, int files, long file) =>
        Assert.Equal(field, Assert.IsType<MailLimitIsOutOfRange>((await SaveAsync(new(largest * Megabyte, mails, 10, 30, files, file * Megabyte), product.Manager)).Refusal).Field);

    [Fact]
    public async Task Only_who_manages_the_accounts_sets_them() => Assert.IsAssignableFrom<NotPermitted>((await SaveAsync(MailSettings.Limits.Default, product.Supervisor)).Refusal);

    private async Task<Outcome<int>> SaveAsync(MailLimits limits, Banzhang.Platform.Identity.Actor by) =>
        await product.Get<SaveMailLimitsHandler>().HandleAsync(new(limits, (await product.Get<MailLimitsQuery>().RunAsync(product.Manager, Stop)).Value.Version), by, Stop);
}
