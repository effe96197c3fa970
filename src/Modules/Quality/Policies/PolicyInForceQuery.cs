using System.Text;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Platform.Data;
using Banzhang.Platform.Localisation;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Policies;

/// <param name="Version">By which judgements name it.</param>
/// <param name="Text">The file.</param>
/// <param name="Inspector">Judges by it; shared by all threads.</param>
/// <param name="IsShipped">Nobody has changed it.</param>
internal sealed record PolicyInForce(int Version, string Text, Inspector Inspector, bool IsShipped)
{
    public Policy Policy => Inspector.Rules.Policy;
}

/// <summary>The policy as in force on this node, read again at most ten seconds after a change on another, and any version before it.</summary>
internal sealed class PolicyInForceQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private static readonly Lazy<PolicyInForce> ShippedOne = new(() => new(Rulebook.Shipped.Policy.Version, Encoding.UTF8.GetString(PolicyReader.ShippedJson()), new(Rulebook.Shipped), true));
    private volatile Known? _known;

    public static PolicyInForce Shipped => ShippedOne.Value;

    public async ValueTask<PolicyInForce> ReadAsync(CancellationToken stop)
    {
        var known = _known;
        if (known is not null && known.ReadAt + Age > clock.GetUtcNow())
        {
            return known.Policy;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var last = await db.Set<PolicyVersion>().MaxAsync(p => (int?)p.Version, stop);
        var policy = last is not { } version ? Shipped
            : known?.Policy is { IsShipped: false } same && same.Version == version ? same
            : Compiled(await db.Set<PolicyVersion>().SingleAsync(p => p.Version == version, stop));
        _known = new(clock.GetUtcNow(), policy);
        return policy;
    }

    /// <param name="version">0 is the shipped one, under whatever number it was in force.</param>
    /// <returns>Null when there never was such a version.</returns>
    public async Task<PolicyInForce?> ReadVersionAsync(int version, CancellationToken stop)
    {
        if (version == 0)
        {
            return Shipped;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<PolicyVersion>().SingleOrDefaultAsync(p => p.Version == version, stop) is { } found ? Compiled(found)
            : version == Shipped.Version ? Shipped
            : null;
    }

    /// <summary>After a change on this node.</summary>
    public void Forget() => _known = null;

    private static PolicyInForce Compiled(PolicyVersion version)
    {
        var read = PolicyReader.Read(Encoding.UTF8.GetBytes(version.Text), version.Version);
        return read.Refusal is { } refusal
            ? throw new InvalidOperationException($"Version {version.Version} of the policy does not compile any more: {WordBook.Say(refusal)}\nMaybe restore the shipped one: its sets or signs changed with this release.")
            : new(version.Version, version.Text, new(read.Value), false);
    }

    private sealed record Known(DateTimeOffset ReadAt, PolicyInForce Policy);
}
