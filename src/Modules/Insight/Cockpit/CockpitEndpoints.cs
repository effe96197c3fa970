using Banzhang.Desk.Contracts;
using Banzhang.Insight.Facts;
using Banzhang.Insight.Rollups;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Insight.Cockpit;

internal static class CockpitEndpoints
{
    public static void MapCockpit(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet("/cockpit", (string? queue, string? by, HttpContext context, Actor reader, ConsoleFrames frames, CockpitScreenQuery query, IAntiforgery forgery, CancellationToken stop) =>
            Pages.FragmentOf(context) is { } fragment
                ? ShowFragmentAsync(fragment, new(queue ?? "", by == "state"), context, reader, query, forgery, stop)
                : ShowAsync(false, new(queue ?? "", by == "state"), context, reader, frames, query, stop));
        console.MapGet("/cockpit/wall", (HttpContext context, Actor by, ConsoleFrames frames, CockpitScreenQuery query, CancellationToken stop) => ShowAsync(true, new(), context, by, frames, query, stop));
        console.MapGet("/cockpit/facts/{metric}", ShowFactsAsync);
        console.MapPost("/cockpit/acknowledge/{number}", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, IBreaches breaches, CancellationToken stop) =>
            Pages.Acted(context, await breaches.AcknowledgeAsync(number, by, stop), "/cockpit", WordBook.Say(Words.AcknowledgedIt, number)));
    }

    private static async Task<IResult> ShowAsync(bool wall, CockpitChoice choice, HttpContext context, Actor by, ConsoleFrames frames, CockpitScreenQuery query, CancellationToken stop)
    {
        var screen = await query.RunAsync(choice, by, stop);
        return screen.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<CockpitPage>(new { Frame = await frames.ForAsync(context, stop), Screen = screen.Value, Wall = wall });
    }

    private static async Task<IResult> ShowFragmentAsync(string fragment, CockpitChoice choice, HttpContext context, Actor by, CockpitScreenQuery query, IAntiforgery forgery, CancellationToken stop)
    {
        var outcome = await query.RefreshAsync(choice, by, stop);
        if (outcome.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, "/cockpit");
        }

        var screen = outcome.Value;
        return fragment switch
        {
            "cockpit-figures" => Pages.Show<CockpitFigures>(new { Screen = screen }),
            "cockpit-volume" => Pages.Show<CockpitVolume>(new { Screen = screen }),
            "cockpit-queues" => Pages.Show<CockpitQueues>(new { Screen = screen }),
            "cockpit-alarms" => Pages.Show<CockpitAlarms>(new { Screen = screen }),
            "cockpit-agents" => Pages.Show<CockpitAgents>(new { Screen = screen }),
            _ => Pages.Show<CockpitRisks>(new { Screen = screen, Token = forgery.GetAndStoreTokens(context).RequestToken }),
        };
    }

    private static async Task<IResult> ShowFactsAsync(string metric, string? queue, HttpContext context, Actor by, ConsoleFrames frames, FactsQuery query, CancellationToken stop)
    {
        if (!Enum.TryParse<Metric>(metric, ignoreCase: true, out var known) || !Enum.IsDefined(known))
        {
            return await frames.RefusedAsync(context, new NoSuchMetric(), stop);
        }

        var facts = await query.RunAsync(known, queue, by, stop);
        return facts.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<FactsPage>(new { Frame = await frames.ForAsync(context, stop), Facts = facts.Value });
    }
}
