using Banzhang.Desk.Contracts;
using Banzhang.Quality.Contracts;

namespace Banzhang.Quality.Classifying.Rules;

public sealed record LabelledText(string Text, string Label);

/// <summary>What a model learns from and what it is judged by.</summary>
/// <param name="Learnt">The older part, oldest first.</param>
/// <param name="HeldBack">The newest fifth, which no model has seen.</param>
/// <param name="LeftOut">Labels too rare to learn, in order of the alphabet.</param>
public sealed record TrainingSet(IReadOnlyList<LabelledText> Learnt, IReadOnlyList<LabelledText> HeldBack, IReadOnlyList<string> LeftOut)
{
    /// <summary>Fewer labelled tickets teach nothing that holds next week.</summary>
    public static readonly int Least = 100;

    /// <summary>A label with fewer tickets is left out.</summary>
    public static readonly int LeastOfLabel = 8;

    /// <summary>One in so many is held back.</summary>
    private const int Share = 5;

    public int Count => Learnt.Count + HeldBack.Count;

    public bool IsEnough => Count >= Least;

    /// <param name="tickets">In any order.</param>
    public static TrainingSet Of(IEnumerable<TicketText> tickets, LabelKind kind)
    {
        var labelled = tickets.Select(t => (Text: TextOf(t), Label: LabelOf(t, kind), t.OpenedAt)).Where(t => t.Label.Length > 0 && t.Text.Length > 0).OrderBy(t => t.OpenedAt).ToList();
        var rare = labelled.CountBy(t => t.Label).Where(l => l.Value < LeastOfLabel).Select(l => l.Key).ToHashSet();
        List<LabelledText> kept = [.. labelled.Where(t => !rare.Contains(t.Label)).Select(t => new LabelledText(t.Text, t.Label))];
        var held = kept.Count / Share;
        return new(kept[..^held], kept[^held..], [.. rare.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The subject first: a classifier counts a short first line three times.</summary>
    public static string TextOf(TicketText ticket) => $"{ticket.Subject}\n{ticket.Body}".Trim();

    public static string LabelOf(TicketText ticket, LabelKind kind) => kind switch
    {
        LabelKind.Category => ticket.Category.Trim(),
        LabelKind.Type => ticket.Type.Trim(),
        LabelKind.Priority => ticket.Priority.ToString(),
    };
}
