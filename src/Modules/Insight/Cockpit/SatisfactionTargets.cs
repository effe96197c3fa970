using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Insight.Cockpit;

/// <summary>What the department wants of its ratings, in percent of all ratings.</summary>
/// <param name="Target">From here on the light is green.</param>
/// <param name="Floor">Below it the light is red.</param>
public sealed record SatisfactionTargets(int Target, int Floor)
{
    public static readonly SettingKey<SatisfactionTargets> Setting = new("insight.satisfaction", new(90, 85));

    public bool AreSound => Floor is >= 0 and <= 100 && Target is >= 0 and <= 100 && Floor <= Target;
}

/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveTargets(int Target, int Floor, int BasedOn);

internal sealed class SaveTargetsHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(SaveTargets command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        var targets = new SatisfactionTargets(command.Target, command.Floor);
        return targets.AreSound ? await settings.ChangeAsync(SatisfactionTargets.Setting, targets, command.BasedOn, by, stop) : new TargetsAreOutOfRange();
    }
}
