using System.Globalization;
using Banzhang.Platform.Settings;
using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Desk.Portal;

/// <summary>What stands around every page of the customer's side.</summary>
/// <param name="BrandSheet">Address of the organisation's own tones; null for the product's.</param>
public sealed record PortalFrame(string ShopName, string Language, string Token, string Path, string? BrandSheet = null)
{
    internal static async Task<PortalFrame> OfAsync(HttpContext context)
    {
        var name = (await context.RequestServices.GetRequiredService<SettingsBook>().GetAsync(Branding.PortalBrand.Setting, context.RequestAborted)).Value.Name;
        var forgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        return new(name.Length == 0 ? Words.DefaultShopName : name, CultureInfo.CurrentUICulture.Name, forgery.GetAndStoreTokens(context).RequestToken ?? "", context.Request.Path, await Branding.BrandSheet.AddressAsync(context));
    }

    internal IReadOnlyList<TabItem> Nav => [new(Words.Home, "/portal", Path == "/portal"), new(Words.NewRequest, "/portal/new", Path == "/portal/new")];
}
