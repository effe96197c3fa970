using Banzhang.Desk.Contracts;
using Banzhang.Platform.Console;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Presence;

/// <summary>The switch in the top bar, for those who take contacts.</summary>
internal sealed class PresenceOfPerson(PresenceQuery query) : IPresenceOfPerson
{
    public async Task<PersonPresence?> OfAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.AnswerTickets))
        {
            return null;
        }

        var (kind, since) = await query.RunAsync(by, stop);
        return new(StateOf(kind), since);
    }

    internal static PresenceState StateOf(PresenceKind kind) => kind switch
    {
        PresenceKind.Free => PresenceState.Free,
        PresenceKind.Busy => PresenceState.Busy,
        PresenceKind.WrapUp => PresenceState.WrapUp,
        PresenceKind.Break => PresenceState.Away,
        PresenceKind.Off => PresenceState.Off,
    };
}
