using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Contracts;

/// <summary>What a ticket is about; null leaves a label as it is.</summary>
public sealed record TicketLabels(string? Category = null, string? Type = null, Priority? Priority = null);

/// <summary>Changing what a ticket is about from another room's screen, by the same handler as from this one's.</summary>
public interface ITicketLabels
{
    Task<Outcome> ChangeAsync(string number, TicketLabels labels, Actor by, CancellationToken stop);
}
