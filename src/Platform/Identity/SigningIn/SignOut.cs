using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.SigningIn;

/// <summary>Ends a session: one's own, or, with the permission, anybody's.</summary>
public sealed record EndSession(SessionId Session);

public sealed class EndSessionHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(EndSession command, Actor by, CancellationToken stop)
    {
        if (!by.IsSignedIn)
        {
            return new SignInFirst();
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            var session = await act.Db.Set<Session>().SingleOrDefaultAsync(s => s.Id == command.Session, token);
            if (session is null || (session.AccountId.Value != by.Id && !by.May(Permissions.ManageAccounts)))
            {
                return new NoSuchSession();
            }

            session.End(act.Now);
            act.Audit("SessionEnded", $"account:{session.AccountId.Value}", after: new { Session = session.Id });
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
