using Banzhang.Desk.Contracts;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>What a customer may want, for the forms. A type that another system invented stays choosable on its own ticket.</summary>
internal static class RequestTypes
{
    private static readonly IReadOnlyList<string> Known = ["question", "incident", "return", "exchange", "complaint", "suggestion"];

    public static IReadOnlyList<Choice> Priorities => [.. Enum.GetValues<Priority>().Select(p => new Choice(p.ToString(), WordBook.Say(p)))];

    public static IReadOnlyList<Choice> Choices(string current) => [.. (Known.Contains(current) ? Known : [current, .. Known]).Select(t => new Choice(t, Say(t)))];

    public static string Say(string type) => type switch
    {
        "question" => Words.TypeQuestion,
        "incident" => Words.TypeIncident,
        "return" => Words.TypeReturn,
        "exchange" => Words.TypeExchange,
        "complaint" => Words.TypeComplaint,
        "suggestion" => Words.TypeSuggestion,
        _ => type,
    };
}
