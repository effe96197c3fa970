using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Quality.Drafting;

internal static class DraftEndpoints
{
    /// <summary>Answers the composer: advice, or nothing. A note to colleagues is not looked at.</summary>
    public static void MapDraftCheck(this IEndpointRouteBuilder console) =>
        console.MapPost("/quality/tickets/{number}/draft-check", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, CheckDraftQuery query, CancellationToken stop) =>
        {
            if (form["Mode"] == "note")
            {
                return Results.NoContent();
            }

            var found = await query.RunAsync(new(form["Text"].ToString()), by, stop);
            return found.Refusal is { } refusal ? Pages.Refused(context, refusal, $"/desk/{number}")
                : found.Value.Count == 0 ? Results.NoContent()
                : Pages.Show<DraftAdvice>(new { Notes = found.Value });
        });
}
