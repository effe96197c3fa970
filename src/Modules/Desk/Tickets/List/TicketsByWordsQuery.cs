using Banzhang.Desk.Contracts;
using Banzhang.Platform.Search;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Tickets.List;

/// <param name="Number">How many were counted.</param>
/// <param name="IsAll">False where there may be more.</param>
public sealed record Counted(int Number, bool IsAll);

/// <summary>
/// Which tickets hold words. Rare words are asked of the index, and the tickets found are all there are; where words are too common for that, whoever lists goes through
/// the tickets in the order of the list and looks at each: of common words a page is soon full.
/// </summary>
internal sealed class TicketsByWordsQuery(SearchIndex search)
{
    /// <summary>Tickets looked at in one question of the database.</summary>
    public static readonly int LookedAtOnce = 200;

    /// <summary>Tickets looked at for one page: after so many it ends, with a cursor, even if it is not full.</summary>
    public static readonly int MostLookedAt = 5000;

    private const int MostFound = 500;
    private const int MostRounds = 10;

    /// <summary>Those of the rows that hold the words; null where they are too many to be told at once.</summary>
    public async Task<IQueryable<Ticket>?> FindAsync(IQueryable<Ticket> rows, string words, CancellationToken stop)
    {
        if (TicketNumbers.Parse(words) is { } number)
        {
            return rows.Where(t => t.Number == number);
        }

        var few = await rows.Select(t => t.Id).Take(LookedAtOnce + 1).ToListAsync(stop);
        if (few.Count <= LookedAtOnce)
        {
            var holding = await HoldingAsync(few, words, stop);
            var those = few.Where(t => holding.Contains(t.Value)).ToArray();
            return rows.Where(t => those.Contains(t.Id));
        }

        // What the reader may see of it the rows say: a ticket of nobody's team, or one they hold, is theirs too. So only what lies within counts against the bound.
        var mine = new List<TicketId>();
        long? before = null;
        for (var round = 0; round < MostRounds && mine.Count < MostFound; round++)
        {
            var looked = await search.FindAsync(words, "ticket", before, MostFound, stop);
            var found = looked.Hits.Select(h => new TicketId(h.Subject)).ToArray();
            mine.AddRange(await rows.Where(t => found.Contains(t.Id)).Select(t => t.Id).ToListAsync(stop));
            if (looked.Next is null)
            {
                var all = mine.ToArray();
                return rows.Where(t => all.Contains(t.Id));
            }

            before = looked.Next;
        }

        return null;
    }

    /// <summary>Which of these tickets hold the words.</summary>
    public async Task<IReadOnlySet<Guid>> HoldingAsync(IEnumerable<TicketId> tickets, string words, CancellationToken stop) => await search.HoldingAsync(words, [.. tickets.Select(t => t.Value)], stop);

    /// <summary>Counts up to <paramref name="most"/>, and among the newest <see cref="MostLookedAt"/> where each must be looked at.</summary>
    public async Task<Counted> CountAsync(IQueryable<Ticket> rows, string words, int most, CancellationToken stop)
    {
        if (await FindAsync(rows, words, stop) is { } found)
        {
            return Counted(await found.Take(most).CountAsync(stop), most);
        }

        var (counted, before) = (0, long.MaxValue);
        for (var looked = 0; looked < MostLookedAt && counted < most; looked += LookedAtOnce)
        {
            var next = await rows.Where(t => t.Number < before).OrderByDescending(t => t.Number).Take(LookedAtOnce).Select(t => new { t.Id, t.Number }).ToListAsync(stop);
            counted += (await HoldingAsync(next.Select(t => t.Id), words, stop)).Count;
            if (next.Count < LookedAtOnce)
            {
                return new(counted, true);
            }

            before = next[^1].Number;
        }

        return new(Math.Min(counted, most), false);
    }

    /// <summary>A count that stopped at <paramref name="most"/> stands for "and more".</summary>
    public static Counted Counted(int number, int most) => new(number, number < most);
}
