using System.Globalization;
using Banzhang.Desk.Portal.Branding.Rules;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Portal.Branding;

/// <param name="Colour">As <c>#RRGGBB</c>; empty for the product's own.</param>
/// <param name="Name">What customers know the organisation by; empty for the product's.</param>
public sealed record PortalBrand(string Colour, string Name = "")
{
    public static readonly SettingKey<PortalBrand> Setting = new("desk.portal.brand", new(""));
}

/// <param name="Colour">As <c>#RRGGBB</c>; empty for the product's own.</param>
/// <param name="Name">At most <see cref="SaveBrandHandler.LongestName"/> characters; empty for the product's.</param>
/// <param name="BasedOn">The version that was seen.</param>
public sealed record SaveBrand(string Colour, string Name, int BasedOn);

public sealed record BrandNameIsTooLong() : Invalid("name")
{
    public override object[] Arguments => [SaveBrandHandler.LongestName];
}

public sealed record BrandIsUnreadable() : Invalid("colour");

/// <param name="Named">As it was typed.</param>
/// <param name="Contrast">Of white text on it, to 1.</param>
/// <param name="Nearest">The nearest of the same hue that is taken.</param>
/// <param name="NearestContrast">Of white text on that.</param>
public sealed record BrandIsTooPale(string Named, double Contrast, string Nearest, double NearestContrast) : Invalid("colour")
{
    public override object[] Arguments => [Named, Figure(Contrast), Nearest, Figure(NearestContrast)];

    /// <summary>Rounded down: 4.49 is not 4.5.</summary>
    private static string Figure(double contrast) => (Math.Floor(contrast * 10) / 10).ToString("0.0", CultureInfo.InvariantCulture);
}

/// <summary>The organisation's name and colour on the customer's side. One that no white text can be read on is not taken; the nearest that will do is named.</summary>
internal sealed class SaveBrandHandler(SettingsBook settings)
{
    public static readonly int LongestName = 40;

    public async Task<Outcome<int>> HandleAsync(SaveBrand command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        var name = CleanText.Repair(command.Name).Trim();
        if (name.Length > LongestName)
        {
            return new BrandNameIsTooLong();
        }

        if (command.Colour.Trim().Length == 0)
        {
            return await settings.ChangeAsync(PortalBrand.Setting, new("", name), command.BasedOn, by, stop);
        }

        if (Colour.Read(command.Colour) is not { } colour)
        {
            return new BrandIsUnreadable();
        }

        if (!BrandTones.IsTaken(colour))
        {
            var nearest = BrandTones.Nearest(colour);
            return new BrandIsTooPale(colour.ToString(), colour.ContrastWith(Colour.White), nearest.ToString(), nearest.ContrastWith(Colour.White));
        }

        return await settings.ChangeAsync(PortalBrand.Setting, new(colour.ToString(), name), command.BasedOn, by, stop);
    }
}
