using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets.List;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Workspace;

/// <summary>The rows of the list pane with their clocks.</summary>
internal sealed class ListPaneQuery(TicketListQuery list, IPeople people, IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    public async Task<Outcome<DeskList>> RunAsync(DeskPlace place, Actor by, CancellationToken stop)
    {
        var page = await list.RunAsync(new(place.View, Sort: place.Sort, Cursor: place.Cursor, Limit: place.Shown), by, stop);
        if (!page.IsDone)
        {
            return page.Refusal!;
        }

        var rows = await RowsAsync(page.Value.Items, stop);
        var own = place.View == TicketViewNames.Mine || place.View == TicketViewNames.Waiting || place.View == TicketViewNames.Snoozed;
        return new DeskList(rows, page.Value.NextCursor, own ? $"agent:{by.Id}" : "desk");
    }

    /// <summary>Rows of any list, for the table too.</summary>
    public async Task<IReadOnlyList<DeskRow>> RowsAsync(IReadOnlyList<TicketRow> tickets, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var ids = tickets.Select(t => t.Id).ToArray();
        var who = await people.ReadAsync(stop);
        await using var db = await databases.CreateDbContextAsync(stop);
        var clocks = (await db.Set<ServiceClock>().Where(c => ids.Contains(c.TicketId)).ToListAsync(stop)).ToLookup(c => c.TicketId);
        return [.. tickets.Select(t => new DeskRow(t, Next(clocks[t.Id], now, t.Status is TicketStatus.Resolved or TicketStatus.Closed ? t.UpdatedAt : null), t.Assignee is { } agent ? who.Agent(new AgentId(agent))?.Name : null))];
    }

    private static ClockFace? Next(IEnumerable<ServiceClock> clocks, DateTimeOffset now, DateTimeOffset? endedAt) => ClockFace.Row(clocks, now, endedAt) is [var first, ..] ? first : null;
}
