using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>Leaves a reader at the first place that cannot be used; caught by the readers, never seen outside.</summary>
internal sealed class UnusablePlaceException(Invalid refusal) : Exception(refusal.Code)
{
    public Invalid Refusal { get; } = refusal;
}
