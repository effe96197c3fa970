using System.Collections.Frozen;
using Banzhang.Conversation.Classification;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Banzhang.Quality.Classifying.Rules;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <summary>Says what the tickets that arrived are about: hundreds in four round trips.</summary>
internal sealed class SuggestingJob(IDbContextFactory<AppDb> databases, ITicketTexts tickets, ModelsInUseQuery models, IWrites writes) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private const int AtOnce = 500;

    public async Task RunAsync(CancellationToken stop)
    {
        while (await SuggestAsync(stop) == AtOnce)
        {
        }
    }

    private async Task<int> SuggestAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var waiting = await db.Set<WaitingTicket>().OrderBy(w => w.Ticket).Select(w => w.Ticket).Take(AtOnce).ToArrayAsync(stop);
        if (waiting.Length == 0)
        {
            return 0;
        }

        var inUse = await models.ReadAsync(stop);
        // One that was taken over within these two seconds has its row already.
        var stored = (await db.Set<TicketSuggestion>().Where(s => waiting.Contains(s.Ticket)).Select(s => s.Ticket).ToListAsync(stop)).ToHashSet();
        var said = (await tickets.OfAsync(waiting, stop)).Where(ticket => !stored.Contains(ticket.Ticket)).Select(ticket => (ticket.Ticket, Labels: Suggestions.Of(inUse, ticket))).Where(one => one.Labels.Count > 0).ToList();
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            foreach (var (ticket, labels) in said)
            {
                act.Add(TicketSuggestion.Of(ticket, labels, act.Now));
            }

            await act.Db.Set<WaitingTicket>().Where(w => waiting.Contains(w.Ticket)).ExecuteDeleteAsync(token);
            return Outcome.Done;
        }, stop);
        return waiting.Length;
    }
}

internal static class Suggestions
{
    /// <summary>One for each kind that has a model.</summary>
    public static IReadOnlyList<SuggestedLabel> Of(FrozenDictionary<LabelKind, ModelInUse> models, TicketText ticket)
    {
        var sample = Sample.Of(TrainingSet.TextOf(ticket));
        return [.. models.OrderBy(m => m.Key).Select(m =>
        {
            var said = m.Value.Classifier.Predict(sample);
            return new SuggestedLabel(m.Key, said.Label, Probability.Of(said.Probability), said.IsSure);
        })];
    }
}
