using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace Banzhang.Web.Hosting;

/// <summary>Styles, modules and icons under a root that names their content: kept by browsers for good, changed by changing the root.</summary>
internal static class StaticAssets
{
    public static void UseStaticAssets(this WebApplication app)
    {
        var version = app.Services.GetRequiredService<AssetRoot>().Value;
        var files = new PhysicalFileProvider(app.Environment.WebRootPath);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            RequestPath = version,
            OnPrepareResponse = context => context.Context.Response.Headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable",
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context => context.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
        });
    }
}

/// <param name="Value">Such as <c>/v-1f3a9c02</c>.</param>
internal sealed record AssetRoot(string Value);
