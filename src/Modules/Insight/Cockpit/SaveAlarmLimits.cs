using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Insight.Cockpit;

/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveAlarmLimits(AlarmLimits Limits, int BasedOn);

internal sealed class SaveAlarmLimitsHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(SaveAlarmLimits command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        return command.Limits.AreSound ? await settings.ChangeAsync(AlarmLimits.Setting, command.Limits, command.BasedOn, by, stop) : new AlarmLimitsAreOutOfRange();
    }
}
