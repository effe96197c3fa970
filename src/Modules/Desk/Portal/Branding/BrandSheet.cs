using Banzhang.Desk.Portal.Branding.Rules;
using Banzhang.Platform.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Portal.Branding;

/// <summary>The brand's tones as a sheet of tokens behind the product's own; each version has an address of its own and is kept by the browser.</summary>
internal static class BrandSheet
{
    /// <summary>Null while the product's own colour is in use.</summary>
    public static async Task<string?> AddressAsync(HttpContext context) =>
        await BookOf(context).GetAsync(PortalBrand.Setting, context.RequestAborted) is { Value.Colour.Length: > 0 } brand ? $"/portal/brand-{brand.Version}.css" : null;

    public static void MapBrand(this IEndpointRouteBuilder portal) =>
        portal.MapGet("/brand-{version:int}.css", async (int version, HttpContext context, CancellationToken stop) =>
        {
            var now = await BookOf(context).GetAsync(PortalBrand.Setting, stop);
            var brand = version == now.Version ? now.Value : null;
            if (brand is null || Colour.Read(brand.Colour) is not { } colour)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Text(Of(BrandTones.Of(colour)), "text/css");
        });

    internal static string Of(BrandTones tones) => $$"""
        :root, [data-theme="light"] { {{Tokens(tones.Light)}} }
        @media screen { [data-theme="dark"] { {{Tokens(tones.Dark)}} } }
        """;

    private static string Tokens(ThemeTones t) =>
        $"--brand: {t.Brand}; --brand-hover: {t.Hover}; --brand-active: {t.Active}; --brand-fg: {t.Text}; --brand-soft: {t.Soft}; --brand-line: {t.Line}; --fg-link: {t.Text}; --bg-selected: {t.Soft}; --focus: {t.Text}; --bubble-agent: {t.Soft};";

    private static SettingsBook BookOf(HttpContext context) => (SettingsBook)context.RequestServices.GetService(typeof(SettingsBook))!;
}
