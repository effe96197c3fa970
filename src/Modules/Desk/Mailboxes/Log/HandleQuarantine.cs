using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Log;

/// <summary>A person lets a mail in that waits in quarantine, or that was taken for a machine's and belongs to no ticket: then it is a person's, whatever it looks like.</summary>
public sealed record ReleaseMail(ReceivedMailId Id);

internal sealed class ReleaseMailHandler(IDbContextFactory<AppDb> databases, FileStore files, DeliverMailHandler intake)
{
    public async Task<Outcome<DeliveredMail>> HandleAsync(ReleaseMail command, Actor by, CancellationToken stop)
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

        if (line.Fate != MailFate.Quarantined && !line.WasTakenForAMachines)
        {
            return new MailIsNotQuarantined();
        }

        await using var content = line.RawSha256 is { } sha256 ? files.Open(sha256) : null;
        if (content is null || content.Length > int.MaxValue)
        {
            return new MailIsNotKept();
        }

        var bytes = new byte[content.Length];
        await content.ReadExactlyAsync(bytes, stop);
        return await intake.TakeInAsync(bytes, new(line.AccountId, line.ToAddress.Length > 0 ? line.ToAddress : null, Released: line.Id, IsAPersons: line.WasTakenForAMachines), by, stop);
    }
}

/// <summary>A person throws a mail away that waits in quarantine; its line and the raw mail stay.</summary>
public sealed record DiscardMail(ReceivedMailId Id);

internal sealed class DiscardMailHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(DiscardMail command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.HandleMail))
        {
            return by.RefusalOf(Permissions.HandleMail);
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            var isOurs = await DeliverMailHandler.IsOursAsync(act, command.Id, wasTakenForAMachines: false, token);
            if (await act.Db.Set<ReceivedMail>().SingleOrDefaultAsync(r => r.Id == command.Id, token) is not { } line)
            {
                return new NoSuchMail();
            }

            if (!isOurs)
            {
                return new MailIsNotQuarantined();
            }

            line.Become(MailFate.Discarded, line.Reason, MailDetail.Discarded(by.Name));
            act.Audit("MailDiscarded", $"mail:{line.Id.Value}", new { line.Reason });
            return Outcome.Done;
        }, stop);
    }
}
