using Banzhang.Conversation.Inspection;
using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Files;
using Banzhang.Quality.Classifying.Suggesting;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Inspecting;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.PersonalData;

/// <param name="ComplaintRisk">0 to 1.</param>
/// <param name="Satisfaction">-1 to 1.</param>
/// <param name="Emotions">Of the customer's turns.</param>
internal sealed record CopiedJudgement(Guid Ticket, DateTimeOffset At, double ComplaintRisk, double Satisfaction, IReadOnlyList<TurnEmotion> Emotions);

internal sealed record CopiedSuggestion(Guid Ticket, DateTimeOffset At, IReadOnlyList<SuggestedLabel> Labels);

/// <summary>
/// Of a judged conversation the person gets what was said of them: the rest is about the agent. When they are erased the quoted words go, which may
/// name them; scores, counts and places stay.
/// </summary>
internal sealed class InspectionDataHandler(IDbContextFactory<AppDb> databases) : ITicketData, IFileUse
{
    public IEnumerable<DataPart> Export(IReadOnlyCollection<TicketId> tickets, CancellationToken stop) =>
        [new("judgements", JudgementsAsync([.. tickets], stop)), new("suggestions", SuggestionsAsync([.. tickets], stop))];

    public async Task<int> EraseAsync(Act act, IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        var changed = 0;
        foreach (var some in tickets.Chunk(400))
        {
            changed += await act.Db.Set<WaitingTicket>().Where(w => some.Contains(w.Ticket)).ExecuteDeleteAsync(stop);
            changed += await act.Db.Set<WaitingInspection>().Where(w => some.Contains(w.Ticket)).ExecuteDeleteAsync(stop);
            foreach (var inspection in await act.Db.Set<AutomaticInspection>().Where(i => some.Contains(i.Ticket)).ToListAsync(stop))
            {
                inspection.Erase();
            }
        }

        return changed + await act.Db.SaveChangesAsync(stop);
    }

    public async Task<IReadOnlyCollection<string>> UsedAsync(IReadOnlyCollection<string> sha256s, CancellationToken stop)
    {
        var asked = sha256s.ToArray();
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<TrainingRun>().Where(r => asked.Contains(r.Model)).Select(r => r.Model!).Distinct().ToListAsync(stop);
    }

    private async IAsyncEnumerable<object> JudgementsAsync(TicketId[] tickets, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var inspection in await db.Set<AutomaticInspection>().Where(i => tickets.Contains(i.Ticket)).OrderBy(i => i.Serial).ToListAsync(stop))
        {
            var report = inspection.Read().Report;
            yield return new CopiedJudgement(inspection.Ticket.Value, inspection.At, report.ComplaintRisk, report.Satisfaction, report.Emotions);
        }
    }

    private async IAsyncEnumerable<object> SuggestionsAsync(TicketId[] tickets, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var suggestion in await db.Set<TicketSuggestion>().Where(s => tickets.Contains(s.Ticket)).OrderBy(s => s.At).ToListAsync(stop))
        {
            yield return new CopiedSuggestion(suggestion.Ticket.Value, suggestion.At, suggestion.Read());
        }
    }
}
