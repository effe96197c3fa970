using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <param name="Now">What the ticket says at present, in the reader's words; empty for nothing.</param>
/// <param name="Suggested">The suggested label in the reader's words.</param>
/// <param name="Agrees">The ticket says it already.</param>
public sealed record SuggestionRow(LabelKind Kind, string Label, string Now, string Suggested, Percent Probability, bool IsSure, bool Agrees);

/// <param name="MayTake">Null rows and false for an ended ticket.</param>
public sealed record SuggestionView(string Number, bool MayTake, IReadOnlyList<SuggestionRow> Rows)
{
    /// <summary>What one press takes over: sure, and not there yet.</summary>
    public IReadOnlyList<SuggestionRow> Ready => [.. Rows.Where(r => r.IsSure && !r.Agrees)];
}

public sealed record NoSuchTicketToSuggest : NotFound;

/// <summary>What the models say of a ticket: as stored when it arrived, or said now for one that is older than the models.</summary>
internal sealed class SuggestionQuery(ITickets tickets, ITicketTexts texts, ModelsInUseQuery models, IDbContextFactory<AppDb> databases)
{
    public async Task<Outcome<SuggestionView>> RunAsync(string number, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.UseSuggestions))
        {
            return by.RefusalOf(Permissions.UseSuggestions);
        }

        if (await tickets.FindAsync(number, by, stop) is not { } ticket)
        {
            return new NoSuchTicketToSuggest();
        }

        if (ticket.Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            return new SuggestionView(number, false, []);
        }

        return new SuggestionView(number, true, [.. (await LabelsAsync(ticket.Facts.Ticket, stop)).Select(label => RowOf(label, ticket))]);
    }

    public async Task<IReadOnlyList<SuggestedLabel>> LabelsAsync(TicketId ticket, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        if (await db.Set<TicketSuggestion>().SingleOrDefaultAsync(s => s.Ticket == ticket, stop) is { } stored)
        {
            return stored.Read();
        }

        return (await models.ReadAsync(stop)) is { Count: > 0 } inUse && (await texts.OfAsync([ticket], stop)) is [var text] ? Suggestions.Of(inUse, text) : [];
    }

    private SuggestionRow RowOf(SuggestedLabel label, TicketCard ticket)
    {
        var now = label.Kind switch
        {
            LabelKind.Category => ticket.Facts.Category,
            LabelKind.Type => ticket.Type,
            LabelKind.Priority => ticket.Facts.Priority.ToString(),
        };
        return new(label.Kind, label.Label, Say(label.Kind, now), Say(label.Kind, label.Label), label.Probability, label.IsSure, now == label.Label);
    }

    private string Say(LabelKind kind, string label) => kind switch
    {
        LabelKind.Category => label,
        LabelKind.Type => tickets.SayType(label),
        LabelKind.Priority => Enum.TryParse<Priority>(label, out var priority) ? WordBook.Say(priority) : label,
    };
}
