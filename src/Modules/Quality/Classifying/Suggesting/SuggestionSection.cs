using Banzhang.Desk.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Quality.Classifying.Suggesting;

/// <summary>Names Desk the address of the suggestion; Desk does not know the room.</summary>
internal sealed class SuggestionSection : ITicketSection
{
    public TicketSection? Of(TicketId ticket, string number, Actor by) =>
        by.May(Permissions.UseSuggestions) ? new("suggestion", $"/quality/tickets/{number}/suggestion", $"ticket:{ticket.Value}", Words.Suggestion) : null;
}
