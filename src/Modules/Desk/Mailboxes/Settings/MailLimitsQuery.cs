using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <param name="Name">Of the field, as the form names it.</param>
public sealed record MailLimitIsOutOfRange(string Name, long Least, long Most) : Invalid(Name)
{
    public override object[] Arguments => [Least, Most];
}

/// <summary>The limits in force, for those who manage the accounts.</summary>
internal sealed class MailLimitsQuery(SettingsBook settings)
{
    public async Task<Outcome<Versioned<MailLimits>>> RunAsync(Actor by, CancellationToken stop) =>
        by.May(Permissions.ManageMailAccounts) ? await settings.GetAsync(MailSettings.Limits, stop) : by.RefusalOf(Permissions.ManageMailAccounts);
}

/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveMailLimits(MailLimits Limits, int BasedOn);

internal sealed class SaveMailLimitsHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(SaveMailLimits command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        return MailLimitsForm.Checks(command.Limits).FirstOrDefault() is { } invalid ? invalid : await settings.ChangeAsync(MailSettings.Limits, command.Limits, command.BasedOn, by, stop);
    }
}
