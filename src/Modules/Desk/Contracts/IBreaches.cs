using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Contracts;

/// <summary>Taking notice of broken promises from another room's screen.</summary>
public interface IBreaches
{
    /// <summary>The breaches of the ticket with this number climb no further.</summary>
    Task<Outcome> AcknowledgeAsync(string number, Actor by, CancellationToken stop);

    bool MayBeAcknowledgedBy(Actor by);
}
