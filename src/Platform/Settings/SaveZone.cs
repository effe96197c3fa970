using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Platform.Settings;

public sealed record NoSuchTimeZone(string Zone) : Invalid("timeZone")
{
    public override object[] Arguments => [Zone];
}

/// <param name="TimeZone">IANA name.</param>
/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveZone(string TimeZone, int BasedOn);

public sealed class SaveZoneHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(SaveZone command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageSettings))
        {
            return by.RefusalOf(Permissions.ManageSettings);
        }

        if (!DepartmentZone.IsKnown(command.TimeZone))
        {
            return new NoSuchTimeZone(command.TimeZone);
        }

        var saved = await settings.ChangeAsync(DepartmentZone.Setting, new(command.TimeZone), command.BasedOn, by, stop);
        if (saved.IsDone)
        {
            DepartmentZone.Use(command.TimeZone);
        }

        return saved;
    }
}
