using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Searching;

public sealed record SearchResults(string Words, string? Kind, IReadOnlyList<FoundThing> Things, string? NextCursor);

internal static class SearchEndpoints
{
    private const int Suggested = 8;

    public static void MapSearch(this IEndpointRouteBuilder console)
    {
        console.MapGet("/search", async (string? q, string? kind, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, SearchQuery query, CancellationToken stop) =>
        {
            var wanted = kind is "ticket" or "customer" ? kind : null;
            var found = await query.RunAsync(new(q, wanted, cursor), by, stop);
            return Pages.Show<SearchPage>(
                new { Frame = await frames.ForAsync(context, stop), Model = Results(q, wanted, found.IsDone ? found.Value : null), Refused = found.Refusal is { } refusal ? WordBook.Say(refusal) : "" },
                found.Refusal is { } no ? Problems.StatusOf(no) : StatusCodes.Status200OK);
        });
        console.MapGet("/search/suggest", async (string? q, HttpContext context, Actor by, SearchQuery query, CancellationToken stop) =>
        {
            var found = await query.RunAsync(new(q, Limit: Suggested), by, stop);
            return found.Refusal is { } refusal ? Pages.Refused(context, refusal, "/search") : Pages.Show<SearchSuggestions>(new { Model = Results(q, null, found.Value) });
        });
    }

    public static void MapSearchApi(this IEndpointRouteBuilder api) =>
        api.MapGet("/search", async (string? q, string? kind, int? limit, string? cursor, Actor by, SearchQuery query, CancellationToken stop) =>
                Answers.Ok(await query.RunAsync(new(q, kind, cursor, limit ?? 20), by, stop)))
            .WithTags("search").Produces<Page<FoundThing>>().WithName("search");

    private static SearchResults Results(string? q, string? kind, Page<FoundThing>? page) => new(q?.Trim() ?? "", kind, page?.Items ?? [], page?.NextCursor);
}
