using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <param name="Kinds">Which of the suggested labels.</param>
public sealed record TakeSuggestion(string Number, IReadOnlyList<LabelKind> Kinds);

public sealed record NothingToTakeOver : Conflict;

/// <summary>Puts suggested labels onto the ticket by Desk's own handler, then notes that they were taken: the measure of what suggestions are worth.</summary>
internal sealed class TakeSuggestionHandler(ITickets tickets, ITicketLabels labels, SuggestionQuery suggestions, IWrites writes)
{
    public async Task<Outcome> HandleAsync(TakeSuggestion command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.UseSuggestions))
        {
            return by.RefusalOf(Permissions.UseSuggestions);
        }

        if (await tickets.FindAsync(command.Number, by, stop) is not { } ticket)
        {
            return new NoSuchTicketToSuggest();
        }

        var said = await suggestions.LabelsAsync(ticket.Facts.Ticket, stop);
        var taken = said.Where(s => command.Kinds.Contains(s.Kind)).ToDictionary(s => s.Kind, s => s.Label);
        if (taken.Count == 0)
        {
            return new NothingToTakeOver();
        }

        var changed = await labels.ChangeAsync(
            command.Number,
            new(taken.GetValueOrDefault(LabelKind.Category), taken.GetValueOrDefault(LabelKind.Type), Enum.TryParse<Priority>(taken.GetValueOrDefault(LabelKind.Priority), out var priority) ? priority : null),
            by, stop);
        return changed.IsDone ? await NoteAsync(ticket.Facts.Ticket, said, taken.Keys, by, stop) : changed;
    }

    private Task<Outcome> NoteAsync(TicketId ticket, IReadOnlyList<SuggestedLabel> said, IReadOnlyCollection<LabelKind> kinds, Actor by, CancellationToken stop) =>
        writes.ActAsync(by, async (act, token) =>
        {
            var stored = await act.Db.Set<TicketSuggestion>().SingleOrDefaultAsync(s => s.Ticket == ticket, token);
            if (stored is null)
            {
                stored = TicketSuggestion.Of(ticket, said, act.Now);
                stored.Take(kinds, by, act.Now);
                act.Add(stored);
            }
            else
            {
                stored.Take(kinds, by, act.Now);
            }

            return Outcome.Done;
        }, stop);
}
