using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Quality;

public static class QualityModule
{
    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet("/quality", (Actor by) => Results.LocalRedirect(QualityPlaces.HomeOf(by)));
        console.MapPolicy();
    }
}
