namespace Banzhang.Platform.Ledger;

/// <param name="Book">Which book: clocks, counts, roll-ups.</param>
/// <param name="Thing">What differs, e.g. a ticket's number.</param>
/// <param name="Recorded">What stands in the tables.</param>
/// <param name="Recomputed">What the ledger says.</param>
public sealed record BookDifference(string Book, string Thing, string Recorded, string Recomputed);

/// <summary>A room that can recompute its numbers from the ledger.</summary>
public interface IBookCheck
{
    IAsyncEnumerable<BookDifference> CheckAsync(CancellationToken stop);
}
