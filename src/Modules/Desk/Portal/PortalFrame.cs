using System.Globalization;
using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Desk.Portal;

/// <summary>What stands around every page of the customer's side.</summary>
public sealed record PortalFrame(string ShopName, string Language, string Token, string Path)
{
    internal static PortalFrame Of(HttpContext context)
    {
        var name = context.RequestServices.GetRequiredService<IConfiguration>()["Banzhang:ShopName"];
        var forgery = context.RequestServices.GetRequiredService<IAntiforgery>();
        return new(string.IsNullOrWhiteSpace(name) ? Words.DefaultShopName : name, CultureInfo.CurrentUICulture.Name, forgery.GetAndStoreTokens(context).RequestToken ?? "", context.Request.Path);
    }

    internal IReadOnlyList<TabItem> Nav => [new(Words.Home, "/portal", Path == "/portal"), new(Words.NewRequest, "/portal/new", Path == "/portal/new")];
}
