using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Drafting;
using Banzhang.Quality.Inspecting;
using Banzhang.Quality.Inspecting.Correcting;
using Banzhang.Quality.Inspecting.Judging;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Quality;

public sealed class InspectionOnSqlite(SqliteProduct product) : InspectionTests(product), IClassFixture<SqliteProduct>;

public sealed class InspectionOnPostgres(PostgresProduct product) : InspectionTests(product), IClassFixture<PostgresProduct>;

public abstract class InspectionTests(Product product)
{
    private static readonly string Harsh = "You must wait, it is not my problem.";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resolved_ticket_is_judged_once_for_each_time_and_its_evidence_stands_in_the_turn()
    {
        var ticket = await ResolvedAsync(Harsh);
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);
        await product.Get<InspectingJob>().RunAsync(Stop);

        var view = await ViewAsync(ticket, product.Supervisor);
        var turn = view.Turns.Single(t => t.Author == AuthorKind.Agent);
        Assert.NotEmpty(turn.Findings);
        Assert.All(turn.Findings, f => Assert.Equal(f.Note.Text, turn.Text[f.Note.From..f.Note.To]));
        Assert.True(view.Score < view.MaxScore);
        Assert.Equal("agent", view.Agent);

        await product.Get<ReopenTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop);
        await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("It is solved now, thank you for waiting."), null, product.Agent, Stop);
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);

        await using var db = product.Read();
        Assert.Equal([1, 2], await db.Set<AutomaticInspection>().Where(i => i.Ticket == ticket.Id).OrderBy(i => i.Cycle).Select(i => i.Cycle).ToListAsync(Stop));
    }

    [Fact]
    public async Task An_agent_reads_their_own_a_supervisor_the_teams_and_a_stranger_none()
    {
        var ticket = await ResolvedAsync(Harsh);
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);
        var serial = await SerialAsync(ticket.Id);
        var otherLead = product.As(RoleCodes.Supervisor, Guid.CreateVersion7(product.Clock.GetUtcNow()), Guid.CreateVersion7(product.Clock.GetUtcNow()));

        Assert.True(await SeesAsync(product.Agent, serial));
        Assert.True(await SeesAsync(product.Supervisor, serial));
        Assert.True(await SeesAsync(product.Manager, serial));
        Assert.False(await SeesAsync(product.Colleague, serial));
        Assert.False(await SeesAsync(otherLead, serial));
        Assert.IsType<NoSuchInspection>((await product.Get<InspectionQuery>().RunAsync($"{serial}", product.Colleague, Stop)).Refusal);
    }

    [Fact]
    public async Task A_correction_is_kept_with_its_author_changes_with_a_second_word_and_is_not_the_judged_ones_to_make()
    {
        var ticket = await ResolvedAsync(Harsh);
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);
        var serial = $"{await SerialAsync(ticket.Id)}";
        var handler = product.Get<CorrectFindingHandler>();

        Assert.True((await handler.HandleAsync(new(serial, 0, CorrectionVerdict.Agreed), product.Supervisor, Stop)).IsDone);
        Assert.True((await handler.HandleAsync(new(serial, 0, CorrectionVerdict.NotAFinding), product.Supervisor, Stop)).IsDone);
        Assert.IsType<MayNot>((await handler.HandleAsync(new(serial, 0, CorrectionVerdict.NotAFinding), product.Agent, Stop)).Refusal);
        Assert.IsType<NoSuchFinding>((await handler.HandleAsync(new(serial, 99, CorrectionVerdict.Agreed), product.Supervisor, Stop)).Refusal);

        var finding = (await ViewAsync(ticket, product.Supervisor)).Turns.SelectMany(t => t.Findings).Single(f => f.Index == 0);
        Assert.Equal((CorrectionVerdict.NotAFinding, "supervisor"), (finding.Verdict!.Value, finding.By));
    }

    [Fact]
    public async Task The_score_follows_what_people_set_aside_and_comes_back_with_their_second_word()
    {
        var ticket = await ResolvedAsync(Harsh);
        await product.DeliverAsync();
        await product.Get<InspectingJob>().RunAsync(Stop);
        var judged = await ViewAsync(ticket, product.Supervisor);
        var places = judged.Turns.SelectMany(t => t.Findings).Select(f => f.Index).ToArray();

        await SayAsync(CorrectionVerdict.NotAFinding);
        var corrected = await ViewAsync(ticket, product.Supervisor);
        Assert.True(corrected.Score > judged.Score);
        Assert.Equal(judged.Score, corrected.JudgedScore);
        Assert.False(corrected.IsFatal);
        var row = (await product.Get<InspectionListQuery>().RunAsync(null, null, product.Supervisor, Stop)).Value.Rows.Single(r => r.Serial == judged.Serial);
        Assert.Equal(((int)Math.Round(corrected.Score * 100), true), (row.Score, row.IsReviewed));

        await SayAsync(CorrectionVerdict.Agreed);
        Assert.Equal(judged.Score, (await ViewAsync(ticket, product.Supervisor)).Score);

        async Task SayAsync(CorrectionVerdict verdict)
        {
            foreach (var place in places)
            {
                Assert.True((await product.Get<CorrectFindingHandler>().HandleAsync(new($"{judged.Serial}", place, verdict), product.Supervisor, Stop)).IsDone);
            }
        }
    }

    [Fact]
    public async Task A_draft_is_looked_at_while_it_is_typed_and_a_long_one_is_refused()
    {
        var query = product.Get<CheckDraftQuery>();

        var found = (await query.RunAsync(new(Harsh), product.Agent, Stop)).Value;
        Assert.Contains(found, f => f is { Stands: true, Better.Length: > 0 });
        Assert.All(found, f => Assert.Equal(f.Text, Harsh[f.From..f.To]));
        Assert.Empty((await query.RunAsync(new("Thank you, we look after it."), product.Agent, Stop)).Value);
        Assert.IsType<Banzhang.Platform.Text.TextIsTooLong>((await query.RunAsync(new(new('x', CheckDraftQuery.LongestDraft + 1)), product.Agent, Stop)).Refusal);
    }

    private async Task<TicketView> ResolvedAsync(string answer)
    {
        var ticket = await product.OpenTicketAsync();
        await product.Get<AssignTicketHandler>().HandleAsync(ticket.Number, new(product.Agent.Id), null, product.Agent, Stop);
        await product.Get<AddMessageHandler>().HandleAsync(ticket.Number, new(answer), null, product.Agent, Stop);
        return (await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new(), null, product.Agent, Stop)).Value;
    }

    private async Task<long> SerialAsync(TicketId ticket)
    {
        await using var db = product.Read();
        return (await db.Set<AutomaticInspection>().SingleAsync(i => i.Ticket == ticket, Stop)).Serial;
    }

    private async Task<InspectionView> ViewAsync(TicketView ticket, Actor by) => (await product.Get<InspectionQuery>().RunAsync($"{await SerialAsync(ticket.Id)}", by, Stop)).Value;

    private async Task<bool> SeesAsync(Actor by, long serial) => (await product.Get<InspectionListQuery>().RunAsync(null, null, by, Stop)).Value.Rows.Any(r => r.Serial == serial);
}
