using Banzhang.Desk.Contracts;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;
using Banzhang.Quality.Classifying;
using Banzhang.Quality.Classifying.Suggesting;
using Banzhang.Quality.Drafting;
using Banzhang.Quality.Inspecting;
using Banzhang.Quality.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Quality;

public static class QualityModule
{
    public static void AddQuality(this IServiceCollection services)
    {
        services.AddSingleton<ITicketSection, SuggestionSection>();
        services.AddSingleton<IDraftCheck, DraftCheck>();
        services.AddSingleton<ITicketData>(s => s.GetRequiredService<PersonalData.InspectionDataHandler>());
        services.AddSingleton<Platform.Files.IFileUse>(s => s.GetRequiredService<PersonalData.InspectionDataHandler>());
        services.AddSingleton<ITopicGuard, ClassifierTopicGuard>();
        services.AddSingleton<ITopicGuard, InspectionTopicGuard>();
    }

    public static void MapQuality(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet("/quality", (Actor by) => Results.LocalRedirect(QualityPlaces.HomeOf(by)));
        console.MapPolicy();
        console.MapClassifier();
        console.MapDraftCheck();
        console.MapInspections();
    }
}
