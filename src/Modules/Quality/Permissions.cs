using Banzhang.Platform.Identity;

namespace Banzhang.Quality;

public static class Permissions
{
    public static readonly Permission ReadPolicy = new("quality.policy.read",
        (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All), (RoleCodes.Trainer, Scope.All));

    public static readonly Permission EditPolicy = new("quality.policy.edit",
        (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All));

    public static readonly Permission ReadClassifier = new("quality.classifier.read", (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All));

    public static readonly Permission TrainClassifier = new("quality.classifier.train", (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));

    /// <summary>To see what the classifier says of a ticket and to take it over; which tickets is Desk's to say.</summary>
    public static readonly Permission UseSuggestions = new("quality.suggestions.use",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.ThirdParty, Scope.All));

    /// <summary>To have answers looked at while they are typed.</summary>
    public static readonly Permission CheckDrafts = new("quality.drafts.check",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.ThirdParty, Scope.All));

    public static readonly Permission ReadInspections = new("quality.inspections.read",
        (RoleCodes.Agent, Scope.Own), (RoleCodes.Supervisor, Scope.Team), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All), (RoleCodes.Trainer, Scope.All), (RoleCodes.ThirdParty, Scope.Own));

    /// <summary>Nobody corrects what was found in their own words, whatever the reach.</summary>
    public static readonly Permission CorrectInspections = new("quality.inspections.correct",
        (RoleCodes.Supervisor, Scope.Team), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All));
}
