using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Voice.Ratings;

internal sealed record CopiedRating(Guid Ticket, int Score, string Comment, DateTimeOffset At);

/// <summary>Ratings are the customer's own words: they get a copy, and when they are erased the score stays as a number.</summary>
internal sealed class RatingDataHandler(IDbContextFactory<AppDb> databases) : ITicketData
{
    public IEnumerable<DataPart> Export(IReadOnlyCollection<TicketId> tickets, CancellationToken stop) => [new("ratings", RatingsAsync([.. tickets], stop))];

    public async Task<int> EraseAsync(Act act, IReadOnlyCollection<TicketId> tickets, CancellationToken stop)
    {
        var changed = 0;
        foreach (var some in tickets.Chunk(400))
        {
            changed += await act.Db.Set<Rating>().Where(r => some.Contains(r.Ticket) && r.Comment != "").ExecuteUpdateAsync(set => set.SetProperty(r => r.Comment, ""), stop);
        }

        return changed;
    }

    private async IAsyncEnumerable<object> RatingsAsync(TicketId[] tickets, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var rating in await db.Set<Rating>().Where(r => tickets.Contains(r.Ticket)).OrderBy(r => r.At).ToListAsync(stop))
        {
            yield return new CopiedRating(rating.Ticket.Value, rating.Score, rating.Comment, rating.At);
        }
    }
}
