using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Workspace;

/// <summary>The whole workspace at once, for the page.</summary>
internal sealed class WorkspaceQuery(ViewsQuery views, ListPaneQuery list, ConversationQuery conversation, ContextQuery context, IEnumerable<ITicketSection> sections)
{
    public async Task<Outcome<DeskWorkspace>> RunAsync(DeskPlace place, Actor by, CancellationToken stop)
    {
        var rows = await list.RunAsync(place, by, stop);
        if (!rows.IsDone)
        {
            return rows.Refusal!;
        }

        var counts = await views.RunAsync(by, stop);
        if (place.Number is null)
        {
            return new DeskWorkspace(place, counts, rows.Value, null, null);
        }

        var open = await conversation.RunAsync(place.Number, by, stop);
        if (!open.IsDone)
        {
            return open.Refusal!;
        }

        var about = await context.RunAsync(place.Number, by, stop);
        return about.IsDone
            ? new DeskWorkspace(place, counts, rows.Value, open.Value, about.Value)
            {
                Sections = [.. sections.Select(s => s.Of(open.Value.Ticket.Id, open.Value.Ticket.Number, by)).OfType<TicketSection>()],
            }
            : about.Refusal!;
    }
}
