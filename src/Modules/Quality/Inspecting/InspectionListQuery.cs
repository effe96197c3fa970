using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Inspecting;

/// <param name="Score">Hundredths of a point, as <paramref name="MaxScore"/>.</param>
/// <param name="IsReviewed">Whether a person has said something of its findings.</param>
/// <param name="Agent">Null when nobody held the ticket.</param>
public sealed record InspectionRow(long Serial, string Number, string? Agent, Desk.Contracts.Channel Channel, DateTimeOffset At, int Score, int MaxScore, int FindingCount, bool IsFatal, Percent ComplaintRisk, bool IsReviewed);

public sealed record InspectionPlace(long Serial);

/// <param name="Filter">all, found (with findings) or fatal.</param>
public sealed record InspectionList(string Filter, IReadOnlyList<InspectionRow> Rows, string? NextCursor, DateTimeOffset Now);

/// <summary>Inspections within the reader's reach, newest first.</summary>
internal sealed class InspectionListQuery(IDbContextFactory<AppDb> databases, IPeople people, TimeProvider clock)
{
    private const int AtOnce = 50;

    public async Task<Outcome<InspectionList>> RunAsync(string? filter, string? cursor, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadInspections))
        {
            return by.RefusalOf(Permissions.ReadInspections);
        }

        var place = Cursor.Read<InspectionPlace>(cursor);
        if (!place.IsDone)
        {
            return place.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var rows = InReach(db.Set<AutomaticInspection>(), by);
        rows = filter switch
        {
            "fatal" => rows.Where(i => i.IsFatal),
            "found" => rows.Where(i => i.FindingCount > 0),
            _ => rows,
        };
        if (place.Value is { } last)
        {
            rows = rows.Where(i => i.Serial < last.Serial);
        }

        var names = await people.ReadAsync(stop);
        var found = await rows.OrderByDescending(i => i.Serial).Take(AtOnce + 1)
            .Select(i => new { i.Serial, i.Number, i.Agent, i.Channel, i.At, i.Score, i.MaxScore, i.FindingCount, i.IsFatal, i.ComplaintRisk, i.Revision }).ToListAsync(stop);
        return new InspectionList(
            filter is "fatal" or "found" ? filter : "all",
            [.. found.Take(AtOnce).Select(i => new InspectionRow(i.Serial, i.Number, names.Agent(i.Agent)?.Name, i.Channel, i.At, i.Score, i.MaxScore, i.FindingCount, i.IsFatal, new(i.ComplaintRisk), i.Revision > 0))],
            found.Count > AtOnce ? Cursor.Of(new InspectionPlace(found[AtOnce - 1].Serial)) : null,
            clock.GetUtcNow());
    }

    internal static IQueryable<AutomaticInspection> InReach(IQueryable<AutomaticInspection> rows, Actor by)
    {
        var me = new AgentId(by.Id);
        var team = by.TeamId is { } id ? new TeamId(id) : (TeamId?)null;
        return by.Reach(Permissions.ReadInspections) switch
        {
            Scope.All => rows,
            Scope.Team => rows.Where(i => (team != null && i.Team == team) || i.Agent == me),
            Scope.Own => rows.Where(i => i.Agent == me),
            Scope.None => rows.Where(i => false),
        };
    }
}
