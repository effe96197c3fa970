using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Desk.Workspace;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Tickets.List;

/// <summary>One page of the table of all tickets within reach.</summary>
internal sealed class TicketTableQuery(TicketListQuery list, ListPaneQuery rows, OwnViewsQuery ownViews, IQueues queues, IPeople people)
{
    private const int MostCounted = 1000;
    private const int Rows = 50;

    public async Task<Outcome<TicketTable>> RunAsync(TablePlace place, Actor by, CancellationToken stop)
    {
        var page = await list.RunAsync(place.Filter(Rows), by, stop);
        if (!page.IsDone)
        {
            return page.Refusal!;
        }

        var who = await people.ReadAsync(stop);
        return new TicketTable(
            place,
            await rows.RowsAsync(page.Value.Items, stop),
            page.Value.NextCursor,
            IsWhole(place, page.Value) ? new(page.Value.Items.Count, true) : await list.CountAsync(place.Filter(Rows) with { Cursor = null }, by, MostCounted, stop),
            await queues.ReadAsync(stop),
            [.. who.Agents.Where(a => a.IsActive && a.Role is "agent" or "supervisor" or "third-party").OrderBy(a => a.Name, StringComparer.CurrentCulture).Select(a => new Choice(a.Id.Value.ToString(), a.Name, Group: who.Team(a.Team)?.NameIn(by.Language)))],
            by.May(Permissions.AssignTickets),
            by.May(Permissions.TransferTickets),
            await ownViews.RunAsync(by, stop));
    }

    /// <summary>The first page holds everything: nothing is left to count.</summary>
    private static bool IsWhole(TablePlace place, Page<TicketRow> page) => place.Cursor is null && page.NextCursor is null;
}
