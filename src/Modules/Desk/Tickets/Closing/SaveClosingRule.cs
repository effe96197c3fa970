using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.Tickets.Closing;

/// <param name="Days">0 to 365; 0 leaves closing to the customer.</param>
/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveClosingRule(int Days, int BasedOn);

internal sealed class SaveClosingRuleHandler(SettingsBook settings)
{
    private const int MostDays = 365;

    public async Task<Outcome<int>> HandleAsync(SaveClosingRule command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        return command.Days is >= 0 and <= MostDays
            ? await settings.ChangeAsync(ClosingSettings.Rule, new(command.Days), command.BasedOn, by, stop)
            : new ClosingDaysAreOutOfRange(MostDays);
    }
}
