using System.Net;
using Banzhang.Platform.Startup;
using Microsoft.AspNetCore.HttpOverrides;

namespace Banzhang.Web.Hosting;

/// <summary>
/// Behind a proxy every request comes from its address. Those named in <c>Banzhang__Proxies</c> (addresses and networks such as 10.0.0.0/8, with commas between)
/// are believed when they say from whom it came and whether it was encrypted; nobody else is.
/// </summary>
internal static class Proxies
{
    public const string Setting = "Banzhang:Proxies";

    /// <exception cref="CannotStartException">One of them is neither an address nor a network.</exception>
    public static void UseProxies(this WebApplication app)
    {
        if (app.Configuration[Setting] is not { Length: > 0 } named)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var one in named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(one, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(one, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new CannotStartException(CannotStartReason.ProxyIsUnreadable, one);
            }
        }

        app.UseForwardedHeaders(options);
    }
}
