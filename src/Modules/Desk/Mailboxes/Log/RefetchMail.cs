using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Log;

/// <summary>A person has a mail fetched after all that was set aside unread: too large, or never whole.</summary>
public sealed record RefetchMail(ReceivedMailId Id);

public sealed record MailIsGone : Conflict;

/// <param name="Step">Where it failed, in the reader's language.</param>
/// <param name="Said">By the server.</param>
public sealed record MailboxDoesNotGiveIt(string Step, string Said) : Unavailable
{
    public override object[] Arguments => [Step, Said];
}

/// <param name="Megabytes">What is fetched at most, even when a person asks.</param>
public sealed record MailIsLargerThan(long Megabytes) : Conflict
{
    public override object[] Arguments => [Megabytes];
}

internal sealed class RefetchMailHandler(IDbContextFactory<AppDb> databases, MailAccountsQuery accounts, MailServers servers, DeliverMailHandler intake)
{
    private const long Megabyte = 1024 * 1024;
    private const long Most = 200 * Megabyte;

    /// <summary>Asks the mailbox by the uid the mail had; whoever fetches there at the same time is not disturbed.</summary>
    public async Task<Outcome<DeliveredMail>> HandleAsync(RefetchMail command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.HandleMail))
        {
            return by.RefusalOf(Permissions.HandleMail);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        if (await db.Set<ReceivedMail>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == command.Id, stop) is not { } line)
        {
            return new NoSuchMail();
        }

        if (!line.CanBeFetched)
        {
            return new MailIsNotQuarantined();
        }

        if ((await accounts.ReadAsync(stop)).FirstOrDefault(a => a.Id == line.AccountId) is not { Facts.In.IsUsed: true } account)
        {
            return new NoSuchMailAccount();
        }

        try
        {
            await using var mailbox = await servers.OpenMailboxAsync(account, null, stop);
            return mailbox.Validity == line.Validity && await mailbox.ReadAsync((uint)line.Uid, Most, stop) is { } mail
                ? await intake.TakeInAsync(mail, new(line.AccountId, account.Facts.Address, Released: line.Id), by, stop)
                : new MailIsGone();
        }
        catch (MailServerException fault)
        {
            return fault.Kind == MailFaultKind.TooLarge ? new MailIsLargerThan(Most / Megabyte) : new MailboxDoesNotGiveIt(MailText.Step(fault.Step), fault.Message);
        }
    }
}
