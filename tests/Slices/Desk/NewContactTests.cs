using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Desk;

public sealed class NewContactOnSqlite(SqliteServer server) : NewContactTests(server), IClassFixture<SqliteServer>;

public sealed class NewContactOnPostgres(PostgresDatabaseServer server) : NewContactTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>What a person writes down at the phone and at the counter.</summary>
public abstract class NewContactTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_form_takes_the_contact_answers_it_and_leaves_the_books_true()
    {
        using var browser = await server.BrowserOfAsync("agent");
        foreach (var channel in (Channel[])[Channel.Phone, Channel.Counter])
        {
            var page = await FormPage.OpenAsync(browser, $"/desk/new?channel={channel}", Stop);
            using var answer = await page.PostAsync(
                "/desk/new", [("Channel", $"{channel}"), ("Phone", "13900001234"), ("Name", "Chen Siying"), ("Subject", $"Parcel of {channel}"), ("Body", "Will it arrive at all?"), ("Type", "question"), ("Priority", "Normal")], [], Stop, byScript: true);

            Assert.True(answer.Headers.Contains("X-Location"), $"{channel}: {(int)answer.StatusCode}");
            await using var db = server.Get<IDbContextFactory<AppDb>>().CreateDbContext();
            var ticket = await db.Set<Ticket>().SingleAsync(t => t.Subject == $"Parcel of {channel}", Stop);
            Assert.Equal((channel, TicketStatus.Open, 1), (ticket.Channel, ticket.Status, ticket.MessageCount));
            Assert.Equal((ticket.CreatedAt, ticket.CreatedAt, 1), (ticket.FirstRespondedAt, ticket.LastAgentAt, ticket.PublicAnswers));
            Assert.Equal(ticket.Assignee, ticket.FirstContactOwner);
            Assert.NotNull(ticket.Assignee);
        }

        await server.DeliverAsync(Stop);
        var differences = new List<BookDifference>();
        foreach (var book in server.Get<IEnumerable<IBookCheck>>())
        {
            await foreach (var difference in book.CheckAsync(Stop))
            {
                differences.Add(difference);
            }
        }

        Assert.Empty(differences);
    }
}
