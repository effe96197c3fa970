using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Searching;

/// <param name="Words">What a person typed; a ticket's number and a customer's whole phone or e-mail are found too.</param>
/// <param name="Kind">ticket or customer; null for both.</param>
/// <param name="Limit">1 to 100.</param>
public sealed record SearchFilter(string? Words, string? Kind = null, string? Cursor = null, int Limit = 20);

/// <param name="Kind">ticket or customer.</param>
/// <param name="Address">Its page.</param>
/// <param name="Snippet">Text around the first hit.</param>
/// <param name="TitleHits">Where the words stand in the title.</param>
/// <param name="SnippetHits">Where they stand in the snippet.</param>
public sealed record FoundThing(string Kind, Guid Id, string Address, string Title, string Snippet, IReadOnlyList<HitRange> TitleHits, IReadOnlyList<HitRange> SnippetHits, DateTimeOffset At);

/// <summary>Tickets and customers in one list, newest first, within the reach of each kind's permission.</summary>
internal sealed class SearchQuery(SearchIndex index, IDbContextFactory<AppDb> databases, ICustomers customers)
{
    private const int MostAtOnce = 100;
    private const int MostRounds = 5;
    private static readonly string TicketKind = "ticket";
    private static readonly string CustomerKind = "customer";

    public async Task<Outcome<Page<FoundThing>>> RunAsync(SearchFilter filter, Actor by, CancellationToken stop)
    {
        var (tickets, people) = (filter.Kind != CustomerKind && by.May(Permissions.ReadTickets), filter.Kind != TicketKind && customers.MayBeReadBy(by));
        if (!tickets && !people)
        {
            return by.RefusalOf(Permissions.ReadTickets);
        }

        if (filter.Kind is not (null or "ticket" or "customer"))
        {
            return new UnknownSearchKind(filter.Kind);
        }

        if (filter.Limit is < 1 or > MostAtOnce)
        {
            return new LimitOutOfRange(MostAtOnce);
        }

        var place = Cursor.Read<Place>(filter.Cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        var words = filter.Words?.Trim() ?? "";
        var found = new List<FoundThing>();
        if (words.Length == 0)
        {
            return new Page<FoundThing>(found, null);
        }

        // A handful at most; they stand on the first page and are left out of the others.
        var exact = await NamedAsync(words, tickets, people, by, stop);
        var named = exact.Select(f => f.Id).ToHashSet();
        if (place.Value is null)
        {
            found.AddRange(exact.Take(filter.Limit));
        }

        var before = place.Value?.Before;
        for (var round = 0; round < MostRounds; round++)
        {
            var wanted = filter.Limit + 1 - found.Count;
            var looked = await index.FindAsync(words, KindOf(tickets, people), before, wanted, stop);
            var mine = await WithinReachAsync(looked.Hits, by, stop);
            foreach (var hit in looked.Hits)
            {
                if (found.Count == filter.Limit)
                {
                    return new Page<FoundThing>(found, Cursor.Of(new Place(before)));
                }

                before = hit.Seq;
                if (!named.Contains(hit.Subject) && ((hit.Kind == TicketKind && mine.Contains(hit.Subject)) || hit.Kind == CustomerKind))
                {
                    found.Add(ThingOf(hit.Kind, hit.Subject, hit.Address, hit.Title, hit.Snippet, hit.At, words));
                }
            }

            if (looked.Next is null)
            {
                return new Page<FoundThing>(found, null);
            }

            before = looked.Next;
        }

        return new Page<FoundThing>(found, Cursor.Of(new Place(before)));
    }

    /// <summary>What the words name exactly comes before what contains them.</summary>
    private async Task<IReadOnlyList<FoundThing>> NamedAsync(string words, bool tickets, bool people, Actor by, CancellationToken stop)
    {
        var named = new List<FoundThing>();
        if (tickets && TicketNumbers.Parse(words) is { } number)
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            if (await db.Set<Ticket>().SingleOrDefaultAsync(t => t.Number == number, stop) is { } ticket && by.Covers(Permissions.ReadTickets, ticket))
            {
                var shown = TicketNumbers.Format(ticket.Number);
                named.Add(ThingOf(TicketKind, ticket.Id.Value, $"/desk/{shown}", $"{shown} {ErasedText.Subject(ticket.Subject)}", $"{ErasedText.Name(ticket.CustomerName)} · {ticket.LastMessage}", ticket.CreatedAt, words));
            }
        }

        if (people)
        {
            named.AddRange((await customers.RecallAsync(words, by, stop)).Select(c => ThingOf(CustomerKind, c.Id.Value, $"/customers/{c.Id.Value}", c.Name, $"{c.Phone} {c.Email} {c.City}".Trim(), c.Since, words)));
        }

        return named;
    }

    private async Task<HashSet<Guid>> WithinReachAsync(IReadOnlyList<SearchHit> hits, Actor by, CancellationToken stop)
    {
        var ids = hits.Where(h => h.Kind == TicketKind).Select(h => new TicketId(h.Subject)).ToArray();
        if (ids.Length == 0)
        {
            return [];
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return [.. (await db.Set<Ticket>().Where(t => ids.Contains(t.Id)).ToListAsync(stop)).Where(t => by.Covers(Permissions.ReadTickets, t)).Select(t => t.Id.Value)];
    }

    private static string? KindOf(bool tickets, bool people) => tickets && people ? null : tickets ? TicketKind : CustomerKind;

    private static FoundThing ThingOf(string kind, Guid id, string address, string title, string snippet, DateTimeOffset at, string words) =>
        new(kind, id, address, title, snippet, Highlighting.Ranges(title, words), Highlighting.Ranges(snippet, words), at);

    private sealed record Place(long? Before);
}
