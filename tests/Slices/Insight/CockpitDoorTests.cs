using System.Collections.Frozen;
using Banzhang.Desk;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Insight.Cockpit;
using Banzhang.Insight.Facts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Insight;

public sealed class CockpitDoorsOnSqlite(SqliteProduct product) : CockpitDoorTests(product), IClassFixture<SqliteProduct>;

public sealed class CockpitDoorsOnPostgres(PostgresProduct product) : CockpitDoorTests(product), IClassFixture<PostgresProduct>;

/// <summary>Behind each figure of the cockpit stands just what it counts, whoever looks and whatever queue is chosen.</summary>
public abstract class CockpitDoorTests(Product product)
{
    /// <summary>More than a page of facts shows.</summary>
    private const int Many = 205;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_figure_has_as_many_rows_behind_it_as_it_says()
    {
        await LiveAsync();
        foreach (var reader in (Actor[])[product.Manager, Lead()])
        {
            foreach (var queue in (string[])["", "online", "after-sales"])
            {
                var screen = (await product.Get<CockpitScreenQuery>().RunAsync(new(queue), reader, Stop)).Value;
                var (board, doors, today) = (screen.View.Board, screen.Doors, screen.View.Today);
                var who = $"{reader.Role} of {(queue.Length > 0 ? queue : "all")}";
                await SaysAsync($"{who}: overdue", board.Overdue, doors.Overdue, reader);
                await SaysAsync($"{who}: soon", board.DueSoon, doors.Soon, reader);
                foreach (var load in board.Queues)
                {
                    await SaysAsync($"{who}: {load.Queue.Code} unassigned", load.Unassigned, doors.UnassignedIn(load.Queue), reader);
                    await SaysAsync($"{who}: {load.Queue.Code} in hand", load.InHand, doors.InHandIn(load.Queue), reader);
                    await SaysAsync($"{who}: {load.Queue.Code} waiting", load.Waiting, doors.WaitingIn(load.Queue), reader);
                    await SaysAsync($"{who}: {load.Queue.Code} overdue", load.Overdue, doors.OverdueIn(load.Queue), reader);
                    await SaysAsync($"{who}: {load.Queue.Code} soon", load.DueSoon, doors.SoonIn(load.Queue), reader);
                }

                foreach (var load in board.Agents)
                {
                    await SaysAsync($"{who}: held by {load.Agent.Name}", load.Open, doors.HeldBy(load), reader);
                }

                foreach (var (metric, figure) in ((Metric, long)[])[(Metric.Opened, today.Opened), (Metric.FirstResponses, today.FirstResponses), (Metric.Resolved, today.Resolved), (Metric.Breaches, today.Breaches), (Metric.Transfers, today.Transfers)])
                {
                    var facts = (await product.Get<FactsQuery>().RunAsync(metric, queue, reader, Stop)).Value;
                    Assert.True(figure == facts.Rows.Count || (facts.More && facts.Rows.Count == 200 && figure > 200), $"{who}: {metric} {figure}, {facts.Rows.Count} rows");
                    Assert.Contains($"facts/{char.ToLowerInvariant(metric.ToString()[0])}", doors.Facts(metric), StringComparison.Ordinal);
                    Assert.Equal(queue.Length > 0, doors.Facts(metric).EndsWith($"?queue={queue}", StringComparison.Ordinal));
                }
            }
        }

        // Not a test of zeros.
        var (all, team) = (await ScreenAsync(product.Manager), await ScreenAsync(Lead()));
        Assert.Equal((3, 1), (all.View.Board.Overdue, all.View.Board.DueSoon));
        Assert.Equal((1, 1), (team.View.Board.Overdue, team.View.Board.DueSoon));
        Assert.Equal((Many + 7, 5), (all.View.Today.Opened, team.View.Today.Opened));
        Assert.Single((await product.Get<FactsQuery>().RunAsync(Metric.Opened, "online", Lead(), Stop)).Value.Rows, r => r.Ticket is null);
        Assert.IsType<Banzhang.Insight.NoSuchCockpitQueue>((await product.Get<FactsQuery>().RunAsync(Metric.Opened, "nowhere", product.Manager, Stop)).Refusal);
        Assert.IsType<UnknownTeam>((await product.Get<TicketListQuery>().RunAsync(new() { Team = "theirs" }, product.Manager, Stop)).Refusal);
    }

    private async Task<CockpitScreen> ScreenAsync(Actor reader) => (await product.Get<CockpitScreenQuery>().RunAsync(new(), reader, Stop)).Value;

    private async Task SaysAsync(string figure, int said, string address, Actor reader)
    {
        var rows = await product.Get<TicketListQuery>().RunAsync(TablePlace.Of(address).Filter(TicketListQuery.MostAtOnce), reader, Stop);
        Assert.True(rows.IsDone, $"{address}: {rows.Refusal}");
        var count = await product.Get<TicketListQuery>().CountAsync(TablePlace.Of(address).Filter(TicketListQuery.MostAtOnce), reader, 10_000, Stop);
        Assert.True(said == count.Number, $"{figure}: the figure says {said}, behind {address} stand {count.Number}");
    }

    /// <summary>Two teams: one has online and hotline, the other complaints; after-sales is nobody's.</summary>
    private async Task LiveAsync()
    {
        await product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            var others = TeamId.New(act.Now);
            act.Add(Team.Of(others, "others", "others", "Others", null));
            (await act.Db.Set<Queue>().SingleAsync(q => q.Code == "complaints", stop)).GiveTo(others);
            return Outcome.Done;
        }, Stop);
        product.Get<QueuesQuery>().Forget();

        await product.OpenTicketAsync(priority: Priority.Urgent); // overdue, online
        await product.OpenTicketAsync(priority: Priority.High); // due soon, online
        var waiting = await product.OpenTicketAsync();
        await product.Get<AddMessageHandler>().HandleAsync(waiting.Number, new("Which colour?", Wait: true), null, product.Agent, Stop);
        var snoozed = await product.OpenTicketAsync();
        await product.Get<AssignTicketHandler>().HandleAsync(snoozed.Number, new(product.Agent.Id), null, product.Manager, Stop);
        await product.Get<SnoozeTicketHandler>().HandleAsync(snoozed.Number, new(product.Clock.GetUtcNow().AddDays(1)), null, product.Agent, Stop);
        await product.OpenTicketAsync(type: "return"); // nobody's queue

        // The other team's: one the lead of the first holds, one that came from the first; both overdue.
        var held = await product.OpenTicketAsync(priority: Priority.Urgent, type: "complaint");
        await product.Get<AssignTicketHandler>().HandleAsync(held.Number, new(product.Supervisor.Id), null, product.Manager, Stop);
        var moved = await product.OpenTicketAsync(priority: Priority.Urgent);
        await product.Get<TransferTicketHandler>().HandleAsync(moved.Number, new("complaints"), null, product.Manager, Stop);
        product.Clock.Advance(TimeSpan.FromMinutes(150));
        for (var i = 0; i < Many; i++)
        {
            await product.OpenTicketAsync(type: "complaint", phone: "13800009100");
        }

        var solved = (await product.Get<TicketListQuery>().RunAsync(new(Queue: "complaints", Sort: "newest", Limit: 1), product.Manager, Stop)).Value.Items[0];
        await product.Get<ResolveTicketHandler>().HandleAsync(solved.Number, new("Solved"), null, product.Manager, Stop);
        await product.LookAtClocksAsync();
        await product.DeliverAsync();
        product.Clock.Advance(TimeSpan.FromSeconds(5));
    }

    /// <summary>Leads the first team and reads what is that team's.</summary>
    private Actor Lead() => new()
    {
        Kind = ActorKind.Person,
        Id = product.Supervisor.Id,
        Name = "lead",
        Role = "lead",
        TeamId = product.Supervisor.TeamId,
        Language = "en",
        Grants = product.Supervisor.Grants.ToDictionary(g => g.Key, _ => Scope.Team).ToFrozenDictionary(),
    };
}
