using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Quality.Classifying;
using Banzhang.Quality.Classifying.Suggesting;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Contracts;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Quality;

public sealed class ClassifierOnSqlite(SqliteProduct product) : ClassifierTests(product), IClassFixture<SqliteProduct>;

public sealed class ClassifierOnPostgres(PostgresProduct product) : ClassifierTests(product), IClassFixture<PostgresProduct>;

public abstract class ClassifierTests(Product product)
{
    private static readonly string[] Parcels = ["where is my parcel", "the courier never came", "parcel stuck in transit", "delivery is late again", "tracking shows no movement"];
    private static readonly string[] Refunds = ["money back please", "refund not on my card", "charged twice on my card", "return the payment", "my refund is missing"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_too_little_to_a_model_that_speaks_of_new_tickets_and_stays_until_a_better_one_comes()
    {
        // Too little, by hand: said plainly, kept as a row.
        Assert.True((await product.Get<AskForTrainingHandler>().HandleAsync(new(), product.Supervisor, Stop)).IsDone);
        await product.Get<TrainingJob>().RunAsync(Stop);
        var nothing = await ScreenAsync();
        Assert.Equal((TrainingVerdict.TooLittle, "supervisor"), (nothing.History[0].Verdict, nothing.History[0].By));
        Assert.Null(nothing.InUse);
        Assert.Null(nothing.AskedAt);

        // Before there is a model, what arrives waits for nothing.
        var early = await OpenAsync("where is my parcel", "", 0);
        await product.DeliverAsync();
        Assert.False(await WaitsAsync(early.Id));

        await LiveThroughAsync(120);
        await product.DeliverAsync();
        await product.Get<AskForTrainingHandler>().HandleAsync(new(), product.Supervisor, Stop);
        Assert.NotNull((await ScreenAsync()).AskedAt);
        await product.Get<TrainingJob>().RunAsync(Stop);

        var first = await ScreenAsync();
        Assert.Equal(TrainingVerdict.First, first.History[0].Verdict);
        Assert.Equal((96, 24), (first.InUse!.Learnt, first.InUse.HeldBack));
        Assert.Equal(first.Judged!.Count, first.InUse.HeldBack);
        Assert.True(first.Judged.Accuracy > Percent.FromPercents(90), $"{first.Judged.Accuracy}");

        // What arrives now is spoken of by the job, in a batch.
        var parcel = await OpenAsync("the courier never came with my parcel", "", 1);
        var refund = await OpenAsync("charged twice, refund not on my card", "", 2);
        await product.DeliverAsync();
        Assert.True(await WaitsAsync(parcel.Id));
        await product.Get<SuggestingJob>().RunAsync(Stop);
        Assert.False(await WaitsAsync(parcel.Id));
        Assert.Equal(("logistics", "refund"), (await SaidAsync(parcel.Number), await SaidAsync(refund.Number)));

        // One press puts it on the ticket, by Desk's own handler.
        Assert.True((await product.Get<TakeSuggestionHandler>().HandleAsync(new(parcel.Number, [LabelKind.Category]), product.Agent, Stop)).IsDone);
        await using (var db = product.Read())
        {
            Assert.Equal("logistics", (await db.Set<Ticket>().SingleAsync(t => t.Id == parcel.Id, Stop)).Category);
            Assert.Equal("Category", (await db.Set<TicketSuggestion>().SingleAsync(s => s.Ticket == parcel.Id, Stop)).TakenKinds);
        }

        // Taken over before the job came, it stands once and holds up nothing.
        var quick = await OpenAsync("delivery is late again", "", 3);
        await product.DeliverAsync();
        Assert.True((await product.Get<TakeSuggestionHandler>().HandleAsync(new(quick.Number, [LabelKind.Category]), product.Agent, Stop)).IsDone);
        await product.Get<SuggestingJob>().RunAsync(Stop);
        Assert.False(await WaitsAsync(quick.Id));

        Assert.Equal((3, 2), ((await ScreenAsync()).Suggestions.Given, (await ScreenAsync()).Suggestions.Taken));

        // History whose labels were stirred teaches a worse model: on newer tickets, labelled well, the first one stays.
        await StirAsync();
        await LiveThroughAsync(40);
        await product.Get<AskForTrainingHandler>().HandleAsync(new(), product.Supervisor, Stop);
        await product.Get<TrainingJob>().RunAsync(Stop);

        var second = await ScreenAsync();
        Assert.Equal(TrainingVerdict.NotBetter, second.History[0].Verdict);
        Assert.True(second.History[0].AccuracyBefore > second.History[0].Accuracy, $"{second.History[0].AccuracyBefore} {second.History[0].Accuracy}");
        Assert.Equal(first.InUse.At, second.InUse!.At);
    }

    [Fact]
    public async Task A_ticket_out_of_reach_has_no_suggestion()
    {
        var ticket = await product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Chat, "Broken on arrival", "The screen is broken", new("Chen", null, "13800006999"), "return", "quality"), product.Manager, Stop);
        var stranger = product.As(RoleCodes.ThirdParty, Guid.CreateVersion7(product.Clock.GetUtcNow()), null);

        Assert.IsType<NoSuchTicketToSuggest>((await product.Get<SuggestionQuery>().RunAsync(ticket.Value.Number, stranger, Stop)).Refusal);
        Assert.IsType<NoSuchTicketToSuggest>((await product.Get<TakeSuggestionHandler>().HandleAsync(new(ticket.Value.Number, [LabelKind.Category]), stranger, Stop)).Refusal);
    }

    private async Task<ClassifierScreen> ScreenAsync() => (await product.Get<ClassifierScreenQuery>().RunAsync(LabelKind.Category, product.Supervisor, Stop)).Value;

    private async Task<string> SaidAsync(string number) =>
        (await product.Get<SuggestionQuery>().RunAsync(number, product.Agent, Stop)).Value.Rows.Single(r => r.Kind == LabelKind.Category).Label;

    private async Task<bool> WaitsAsync(TicketId ticket)
    {
        await using var db = product.Read();
        return await db.Set<WaitingTicket>().AnyAsync(w => w.Ticket == ticket, Stop);
    }

    private async Task<TicketView> OpenAsync(string subject, string category, int number) =>
        (await product.Get<OpenTicketHandler>().HandleAsync(new(Channel.Chat, subject, $"{subject}, order {number}", new("Chen Siying", null, "13800006721"), "question", category), product.Manager, Stop)).Value;

    private async Task LiveThroughAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            product.Clock.Advance(TimeSpan.FromMinutes(1));
            var texts = i % 2 == 0 ? Parcels : Refunds;
            var ticket = await OpenAsync(texts[i / 2 % texts.Length], i % 2 == 0 ? "logistics" : "refund", i);
            Assert.True((await product.Get<ResolveTicketHandler>().HandleAsync(ticket.Number, new("Solved."), null, product.Manager, Stop)).IsDone);
        }
    }

    private async Task StirAsync() =>
        Assert.True((await product.Get<IWrites>().ActAsync(Actor.System, async (act, token) =>
        {
            await act.Db.Set<Ticket>().Where(t => t.Category == "logistics" && t.ResolvedAt != null).ExecuteUpdateAsync(t => t.SetProperty(x => x.Category, "held"), token);
            await act.Db.Set<Ticket>().Where(t => t.Category == "refund" && t.ResolvedAt != null).ExecuteUpdateAsync(t => t.SetProperty(x => x.Category, "logistics"), token);
            await act.Db.Set<Ticket>().Where(t => t.Category == "held").ExecuteUpdateAsync(t => t.SetProperty(x => x.Category, "refund"), token);
            return Outcome.Done;
        }, Stop)).IsDone);
}
