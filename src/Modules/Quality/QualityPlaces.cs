using Banzhang.Platform.Identity;
using Banzhang.Platform.Ui;

namespace Banzhang.Quality;

/// <summary>The pages of the room, for those who may open them.</summary>
public static class QualityPlaces
{
    public static readonly string Policy = "/quality/policy", Classifier = "/quality/classifier", Inspections = "/quality/inspections";

    private static readonly IReadOnlyList<Place> Places =
    [
        new(Inspections, IconName.Quality, () => Words.Inspections, Permissions.ReadInspections),
        new(Policy, IconName.Scale, () => Words.Policy, Permissions.ReadPolicy),
        new(Classifier, IconName.Bulb, () => Words.Classifier, Permissions.ReadClassifier),
    ];

    public static IReadOnlyList<ViewItem> For(Actor by, string here) =>
        [.. Places.Where(p => by.May(p.Needs)).Select(p => new ViewItem(p.Label(), p.Href, p.Icon, Current: p.Href == here))];

    /// <summary>Where the reader begins; the first of the places, though it may refuse them.</summary>
    public static string HomeOf(Actor by) => (Places.FirstOrDefault(p => by.May(p.Needs)) ?? Places[0]).Href;

    private sealed record Place(string Href, IconName Icon, Func<string> Label, Permission Needs);
}
