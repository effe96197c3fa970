using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Audit;

/// <param name="Actor">Part of the actor's name.</param>
/// <param name="Action">Exactly this action, e.g. <c>SettingChanged</c>.</param>
/// <param name="Subject">Begins with this, e.g. <c>ticket:BZ-000123</c>.</param>
/// <param name="Before">Only entries older than this one.</param>
public sealed record AuditFilter(string? Actor = null, string? Action = null, string? Subject = null, long? Before = null);

public sealed record AuditRow(long Seq, DateTimeOffset At, string ActorKind, string Actor, string Address, string Action, string Subject, string Was, string Is);

/// <param name="Next">Give as <see cref="AuditFilter.Before"/> for the older ones; null at the end.</param>
public sealed record AuditPage(IReadOnlyList<AuditRow> Rows, long? Next);

/// <summary>Who did what, newest first.</summary>
public sealed class AuditQuery(IDbContextFactory<AppDb> databases)
{
    private const int AtOnce = 100;

    public async Task<Outcome<AuditPage>> RunAsync(AuditFilter filter, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadAudit))
        {
            return by.RefusalOf(Permissions.ReadAudit);
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = db.Set<AuditEntry>().AsQueryable();
        if (filter.Actor?.Trim() is { Length: > 0 } actor)
        {
            rows = rows.Where(e => e.ActorName.Contains(actor));
        }

        if (filter.Action?.Trim() is { Length: > 0 } action)
        {
            rows = rows.Where(e => e.Action == action);
        }

        if (filter.Subject?.Trim() is { Length: > 0 } subject)
        {
            rows = rows.Where(e => e.Subject.StartsWith(subject));
        }

        if (filter.Before is { } before)
        {
            rows = rows.Where(e => e.Seq < before);
        }

        var found = await rows.OrderByDescending(e => e.Seq).Take(AtOnce + 1).ToListAsync(stop);
        var page = found.Take(AtOnce).Select(e => new AuditRow(e.Seq, e.At, e.ActorKind, e.ActorName, e.Address, e.Action, e.Subject, e.Before, e.After)).ToArray();
        return new AuditPage(page, found.Count > AtOnce ? page[^1].Seq : null);
    }
}
