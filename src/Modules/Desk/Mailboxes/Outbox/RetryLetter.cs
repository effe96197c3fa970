using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Outbox;

/// <summary>A person has a mail sent once more that failed, came back, or waits.</summary>
public sealed record RetryLetter(OutgoingMailId Id);

internal sealed class RetryLetterHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(RetryLetter command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.HandleMail))
        {
            return by.RefusalOf(Permissions.HandleMail);
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (await act.Db.Set<OutgoingMail>().SingleOrDefaultAsync(o => o.Id == command.Id, token) is not { } mail)
            {
                return new NoSuchMail();
            }

            if (mail.ErasedAt is not null)
            {
                return new TicketIsErased();
            }

            if (mail.State == OutgoingState.Sent)
            {
                return new MailIsOnItsWay();
            }

            if (!await act.Db.Set<MailAccount>().AnyAsync(a => a.Id == mail.AccountId, token))
            {
                return new NoSuchMailAccount();
            }

            var before = mail.State;
            mail.TryAgain(act.Now);
            act.Audit("LetterRetried", $"letter:{mail.Id.Value}", new { State = before });
            return Outcome.Done;
        }, stop);
    }
}
