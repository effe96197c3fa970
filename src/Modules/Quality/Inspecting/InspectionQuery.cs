using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Inspecting;

/// <param name="Index">Place of the finding in the report.</param>
/// <param name="Verdict">What a person said of it; null when nobody has.</param>
public sealed record InspectedFinding(int Index, FindingNote Note, CorrectionVerdict? Verdict, string By, bool IsRule);

public sealed record InspectedTurn(AuthorKind Author, string Text, DateTimeOffset At, IReadOnlyList<InspectedFinding> Findings, IReadOnlyList<string> Highlights, TurnEmotion? Emotion);

/// <param name="Name">The item in the reader's language.</param>
public sealed record InspectedItem(string Name, double Score, double Max, bool IsApplicable);

/// <param name="PolicyVersion">By which it was judged.</param>
/// <param name="Score">Without the findings that people set aside.</param>
/// <param name="JudgedScore">Before anybody said something of it.</param>
public sealed record InspectionView(
    long Serial, string Number, string? Agent, Desk.Contracts.Channel Channel, DateTimeOffset At, int PolicyVersion, double Score, double JudgedScore, double MaxScore, bool IsFatal, Percent ComplaintRisk, Percent? TermRatio,
    IReadOnlyList<InspectedTurn> Turns, IReadOnlyList<InspectedItem> Items, bool MayCorrect, bool MayEditPolicy, DateTimeOffset Now)
{
    public int FindingCount => Turns.Sum(t => t.Findings.Count);
}

public sealed record NoSuchInspection : NotFound;

/// <summary>One inspection with its conversation, for those whose reach covers it.</summary>
internal sealed class InspectionQuery(IDbContextFactory<AppDb> databases, ITicketTexts texts, IPeople people, PolicyInForceQuery policies, TimeProvider clock)
{
    public async Task<Outcome<InspectionView>> RunAsync(string inspection, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadInspections))
        {
            return by.RefusalOf(Permissions.ReadInspections);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        if (!long.TryParse(inspection, out var serial) || await InspectionListQuery.InReach(db.Set<AutomaticInspection>(), by).SingleOrDefaultAsync(i => i.Serial == serial, stop) is not { } found)
        {
            return new NoSuchInspection();
        }

        var corrections = await db.Set<Correction>().Where(c => c.Inspection == serial).ToDictionaryAsync(c => c.Finding, stop);
        var policy = (await policies.ReadVersionAsync(found.PolicyVersion, stop) ?? await policies.ReadAsync(stop)).Policy;
        var judged = found.Read();
        var said = (await texts.TurnsAsync([found.Ticket], stop))[found.Ticket].ToDictionary(t => t.Message.Value);
        var report = judged.Report;
        var names = await people.ReadAsync(stop);
        var corrected = report.Without(corrections.Values.Where(c => c.Verdict == CorrectionVerdict.NotAFinding).Select(c => c.Finding).ToHashSet());
        return new InspectionView(
            serial, found.Number, names.Agent(found.Agent)?.Name, found.Channel, found.At, found.PolicyVersion, corrected.Score, report.Score, report.MaxScore, corrected.IsFatal, new(found.ComplaintRisk),
            report.TermRatio is { } ratio ? Classifying.Training.Probability.Of(ratio) : null,
            [.. judged.Messages.Select((message, i) => (Message: said.GetValueOrDefault(message), Turn: i)).Where(t => t.Message is not null).Select(t => TurnOf(t.Message!, t.Turn, report, policy, corrections))],
            [.. corrected.Items.Select(item => new InspectedItem(PolicyWords.Item(policy, item.Item), item.Score, item.Max, item.IsApplicable))],
            by.May(Permissions.CorrectInspections, found.Team?.Value, found.Agent?.Value) && found.Agent?.Value != by.Id, by.May(Permissions.EditPolicy), clock.GetUtcNow());
    }

    private static InspectedTurn TurnOf(TicketTurn said, int turn, InspectionReport report, Policy policy, Dictionary<int, Correction> corrections) => new(
        said.Author, said.Text, said.At,
        [.. FindingNote.Of(policy, report.Findings).Select((note, index) => (note, index)).Where(n => n.note.Turn == turn)
            .Select(n => new InspectedFinding(n.index, n.note, corrections.GetValueOrDefault(n.index)?.Verdict, corrections.GetValueOrDefault(n.index)?.By ?? "", policy.Rules.Any(r => r.Id == n.note.Rule)))],
        [.. report.Highlights.Where(h => h.Turn == turn).Select(h => PolicyWords.Item(policy, h.Item)).Distinct()],
        report.Emotions.FirstOrDefault(e => e.Turn == turn && e.Emotion != Emotion.Neutral));
}
