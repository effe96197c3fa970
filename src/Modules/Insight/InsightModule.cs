using Banzhang.Insight.Cockpit;
using Banzhang.Insight.Verification;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Insight;

public static class InsightModule
{
    public static void AddInsight(this IServiceCollection services)
    {
        services.AddSingleton<IBookCheck>(s => s.GetRequiredService<RollupCheckQuery>());
        services.AddSingleton<ITopicGuard, CockpitTopicGuard>();
    }

    public static void MapInsight(this IEndpointRouteBuilder routes, IEndpointRouteBuilder api)
    {
        routes.MapCockpit();
        api.MapGet("/cockpit", async (string? queue, Actor by, CockpitQuery query, CancellationToken stop) => Answers.Ok(await query.RunAsync(queue, by, stop)))
            .WithTags("cockpit").Produces<CockpitView>().WithName("readCockpit");
    }
}
