using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Inspecting.Correcting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Quality.Inspecting;

internal static class InspectionEndpoints
{
    public static void MapInspections(this IEndpointRouteBuilder console)
    {
        var inspections = console.MapGroup("/quality/inspections");
        inspections.MapGet("", ListAsync);
        inspections.MapGet("/{inspection}", ShowAsync);
        inspections.MapPost("/{inspection}/findings", async (string inspection, [FromForm] int finding, [FromForm] string? verdict, HttpContext context, Actor by, CorrectFindingHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(inspection, finding, Enum.TryParse<CorrectionVerdict>(verdict, out var said) ? said : default), by, stop), $"{QualityPlaces.Inspections}/{inspection}", Words.CorrectionKept));
    }

    private static async Task<IResult> ListAsync(string? show, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, InspectionListQuery query, CancellationToken stop)
    {
        var list = await query.RunAsync(show, cursor, by, stop);
        return list.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.FragmentOf(context) == InspectionTable.Id ? Pages.Show<InspectionTable>(new { List = list.Value })
            : Pages.Show<InspectionListPage>(new { Frame = await frames.ForAsync(context, stop), List = list.Value });
    }

    private static async Task<IResult> ShowAsync(string inspection, HttpContext context, Actor by, ConsoleFrames frames, InspectionQuery query, CancellationToken stop)
    {
        var found = await query.RunAsync(inspection, by, stop);
        return found.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<InspectionPage>(new { Frame = await frames.ForAsync(context, stop), View = found.Value });
    }
}
