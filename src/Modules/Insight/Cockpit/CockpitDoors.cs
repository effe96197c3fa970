using Banzhang.Desk.Contracts;
using Banzhang.Insight.Rollups;

namespace Banzhang.Insight.Cockpit;

/// <summary>From each figure to just what it counts, within the queue and the floor that are shown.</summary>
/// <param name="Queue">Code of one queue; empty for all.</param>
/// <param name="IsOfTeam">The floor is what the reader's team answers for.</param>
public sealed record CockpitDoors(string Queue, bool IsOfTeam)
{
    public string Overdue => Tickets(Queue, "overdue");

    public string Soon => Tickets(Queue, "soon");

    public string Facts(Metric metric) => Address($"/cockpit/facts/{char.ToLowerInvariant(metric.ToString()[0])}{metric.ToString()[1..]}", ("queue", Queue));

    public string OpenIn(QueueCard queue) => Tickets(queue.Code, "open");

    public string UnassignedIn(QueueCard queue) => Tickets(queue.Code, "open", "new");

    public string OverdueIn(QueueCard queue) => Tickets(queue.Code, "overdue");

    public string SoonIn(QueueCard queue) => Tickets(queue.Code, "soon");

    public string InHandIn(QueueCard queue) => Tickets(queue.Code, "open", "open,snoozed");

    public string WaitingIn(QueueCard queue) => Tickets(queue.Code, "open", "waiting");

    public string LongestIn(QueueCard queue) => Tickets(queue.Code, "open", "new", sort: "oldest");

    /// <summary>What somebody has in hand, in whatever queue.</summary>
    public string HeldBy(AgentLoad load) => Tickets("", "open", "new,open,snoozed", load.Agent.Id.Value.ToString());

    private string Tickets(string queue, string view, string? status = null, string? assignee = null, string? sort = null) =>
        Address("/tickets", ("view", view), ("status", status), ("queue", queue), ("team", IsOfTeam ? "mine" : null), ("assignee", assignee), ("sort", sort));

    private static string Address(string path, params IEnumerable<(string Name, string? Value)> given)
    {
        var parts = given.Where(g => !string.IsNullOrEmpty(g.Value)).Select(g => $"{g.Name}={Uri.EscapeDataString(g.Value!)}").ToList();
        return parts.Count == 0 ? path : $"{path}?{string.Join('&', parts)}";
    }
}
