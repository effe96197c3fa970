using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Classifying.Suggesting;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Quality.Classifying;

/// <summary>The classifier's page, its button, and what it says of one ticket.</summary>
internal static class ClassifierEndpoints
{
    public static void MapClassifier(this IEndpointRouteBuilder console)
    {
        var classifier = console.MapGroup("/quality/classifier");
        classifier.MapGet("", ShowAsync);
        classifier.MapPost("/train", async ([FromForm] IFormCollection form, HttpContext context, Actor by, AskForTrainingHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(), by, stop), QualityPlaces.Classifier, Words.TrainingAsked));
        console.MapGet("/quality/tickets/{number}/suggestion", async (string number, HttpContext context, Actor by, SuggestionQuery query, CancellationToken stop) =>
            await query.RunAsync(number, by, stop) is var found && found.Refusal is { } refusal ? Pages.Refused(context, refusal, $"/desk/{number}") : Pages.Show<SuggestionPanel>(new { View = found.Value }));
        console.MapPost("/quality/tickets/{number}/suggestion", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, TakeSuggestionHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(number, [.. form["kinds"].Select(k => Enum.TryParse<LabelKind>(k, out var kind) ? kind : default)]), by, stop), $"/desk/{number}", Words.SuggestionTaken));
    }

    private static async Task<IResult> ShowAsync(string? kind, HttpContext context, Actor by, ConsoleFrames frames, ClassifierScreenQuery query, CancellationToken stop)
    {
        var screen = await query.RunAsync(Enum.TryParse<LabelKind>(kind, true, out var wanted) && Enum.IsDefined(wanted) ? wanted : LabelKind.Category, by, stop);
        return screen.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.FragmentOf(context) == ClassifierReport.Id ? Pages.Show<ClassifierReport>(new { Screen = screen.Value })
            : Pages.Show<ClassifierPage>(new { Frame = await frames.ForAsync(context, stop), Screen = screen.Value });
    }
}
