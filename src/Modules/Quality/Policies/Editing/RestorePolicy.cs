using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;

namespace Banzhang.Quality.Policies.Editing;

/// <summary>An older version becomes the newest; nothing in between is lost.</summary>
/// <param name="Version">0 is the shipped one.</param>
public sealed record RestorePolicy(int Version, int BasedOn);

internal sealed class RestorePolicyHandler(PolicyWritingHandler writing, PolicyInForceQuery policies)
{
    public async Task<Outcome<int>> HandleAsync(RestorePolicy command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditPolicy))
        {
            return by.RefusalOf(Permissions.EditPolicy);
        }

        return await policies.ReadVersionAsync(command.Version, stop) is { } old
            ? await writing.WriteAsync(new(old.Text, old.IsShipped ? Words.ShippedRestored : WordBook.Say(Words.VersionRestored, command.Version), command.BasedOn), by, stop)
            : new NoSuchPolicyVersion(command.Version);
    }
}
