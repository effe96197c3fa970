using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Policies;

/// <param name="Changed">Titles of the rules that differ from the version before; the room's word for what is no rule.</param>
public sealed record PolicyHistoryRow(int Version, string Note, IReadOnlyList<string> Changed, DateTimeOffset At, string By);

/// <param name="MayEdit">Whether the reader may change it.</param>
/// <param name="History">Newest first, at most fifty.</param>
public sealed record PolicyScreen(Policy Policy, int Version, bool IsShipped, int ShippedVersion, bool MayEdit, IReadOnlyList<PolicyHistoryRow> History, DateTimeOffset Now);

/// <summary>The policy in force with its past, for those who may read it.</summary>
internal sealed class PolicyScreenQuery(PolicyInForceQuery policies, IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int MostHistory = 50;

    public async Task<Outcome<PolicyScreen>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadPolicy))
        {
            return by.RefusalOf(Permissions.ReadPolicy);
        }

        // A form must be made from the newest, not from one that may be ten seconds old.
        policies.Forget();
        var policy = await policies.ReadAsync(stop);
        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = await db.Set<PolicyVersion>().OrderByDescending(p => p.Version).Take(MostHistory)
            .Select(p => new { p.Version, p.Note, p.Changed, p.At, p.By }).ToListAsync(stop);
        return new PolicyScreen(
            policy.Policy, policy.Version, policy.IsShipped, PolicyInForceQuery.Shipped.Version, by.May(Permissions.EditPolicy),
            [.. rows.Select(row => new PolicyHistoryRow(row.Version, row.Note, PolicyText.Changed(policy.Policy, row.Changed), row.At, row.By))], clock.GetUtcNow());
    }

    /// <summary>The file of a version; null for the one in force.</summary>
    public async Task<Outcome<PolicyFile>> FileAsync(int? version, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadPolicy))
        {
            return by.RefusalOf(Permissions.ReadPolicy);
        }

        var found = version is { } number ? await policies.ReadVersionAsync(number, stop) : await policies.ReadAsync(stop);
        return found is null ? new Editing.NoSuchPolicyVersion(version ?? 0) : new PolicyFile(found.Version, found.Text);
    }
}

public sealed record PolicyFile(int Version, string Text);
