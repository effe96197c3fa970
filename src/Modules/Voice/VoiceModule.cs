using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Voice.Ratings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Voice;

public static class VoiceModule
{
    public static void AddVoice(this IServiceCollection services)
    {
        services.AddSingleton<Desk.Contracts.IPortalSection, RatingSectionQuery>();
        services.AddSingleton<Desk.Contracts.ITicketData>(s => s.GetRequiredService<RatingDataHandler>());
    }

    public static void MapVoice(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/portal/t/{link}/rate", async (string link, [FromForm] int? score, [FromForm] string? comment, HttpContext context, Actor by, RateTicketHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(link, score ?? 0, comment), by, stop), $"/portal/t/{link}"))
            .RequireRateLimiting(Desk.Contracts.PortalLimit.Name).ExcludeFromDescription();
}
