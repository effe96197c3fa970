using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Notices;

/// <summary>One's own signals for alarms.</summary>
/// <param name="MutedFrom">As <c>22:00</c>; empty, together with <paramref name="MutedTo"/>, for never.</param>
/// <param name="MutedTo">As <c>07:30</c>.</param>
public sealed record SignalAlarms(bool InBrowser, bool Sound, string MutedFrom, string MutedTo);

public sealed record MutedHoursAreUnreadable(string Field) : Invalid(Field);

public sealed class SignalAlarmsHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(SignalAlarms command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        TimeOnly? from = null, to = null;
        if (command.MutedFrom.Length + command.MutedTo.Length > 0)
        {
            if (Read(command.MutedFrom) is not { } begins)
            {
                return new MutedHoursAreUnreadable("mutedFrom");
            }

            if (Read(command.MutedTo) is not { } ends || ends == begins)
            {
                return new MutedHoursAreUnreadable("mutedTo");
            }

            (from, to) = (begins, ends);
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            (await act.Db.Set<Account>().SingleAsync(a => a.Id == new AccountId(by.Id), token)).Signal(new(command.InBrowser, command.Sound, from, to));
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }

    private static TimeOnly? Read(string text) => TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
