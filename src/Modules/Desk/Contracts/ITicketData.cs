using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;

namespace Banzhang.Desk.Contracts;

/// <summary>A room that keeps what customers said in or about tickets gives a copy of it, and erases it. Desk asks nobody; it is given.</summary>
public interface ITicketData
{
    /// <summary>What is held about the customers of these tickets.</summary>
    IEnumerable<DataPart> Export(IReadOnlyCollection<TicketId> tickets, CancellationToken stop);

    /// <summary>Erases within the act; once more does no harm. What is counted stays.</summary>
    /// <returns>How many rows held some; 0 where nothing was left.</returns>
    Task<int> EraseAsync(Act act, IReadOnlyCollection<TicketId> tickets, CancellationToken stop);
}
