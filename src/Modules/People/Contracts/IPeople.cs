namespace Banzhang.People.Contracts;

/// <param name="Id">The same as the account's.</param>
/// <param name="Role">A role code.</param>
/// <param name="Seat">Number on the floor; empty for none.</param>
public sealed record AgentCard(AgentId Id, string Name, string Role, TeamId? Team, string Seat, bool IsActive);

/// <param name="Lead">The supervisor who leads it.</param>
public sealed record TeamCard(TeamId Id, string Code, string Name, string EnglishName, AgentId? Lead)
{
    public string NameIn(string language) => language == "en" && EnglishName.Length > 0 ? EnglishName : Name;
}

/// <summary>Who works here: a snapshot for reading, at most ten seconds old.</summary>
public interface IPeople
{
    ValueTask<PeopleSnapshot> ReadAsync(CancellationToken stop);

    /// <summary>After a change on this node: the next reader sees it at once.</summary>
    void Forget();
}

public sealed class PeopleSnapshot(IReadOnlyList<TeamCard> teams, IReadOnlyList<AgentCard> agents)
{
    private readonly Dictionary<Guid, AgentCard> _agents = agents.ToDictionary(a => a.Id.Value);
    private readonly Dictionary<TeamId, TeamCard> _teams = teams.ToDictionary(t => t.Id);

    public IReadOnlyList<TeamCard> Teams => teams;

    public IReadOnlyList<AgentCard> Agents => agents;

    public AgentCard? Agent(AgentId? id) => id is { } known ? _agents.GetValueOrDefault(known.Value) : null;

    public TeamCard? Team(TeamId? id) => id is { } known ? _teams.GetValueOrDefault(known) : null;

    public IEnumerable<AgentCard> Of(TeamId team) => agents.Where(a => a.Team == team && a.IsActive);

    /// <summary>The one who leads the team, else every supervisor.</summary>
    public IReadOnlyList<AgentId> LeadsOf(TeamId? team)
    {
        if (Team(team)?.Lead is { } lead)
        {
            return [lead];
        }

        return [.. agents.Where(a => a.IsActive && a.Role == "supervisor").Select(a => a.Id)];
    }

    public IReadOnlyList<AgentId> Managers() => [.. agents.Where(a => a.IsActive && a.Role == "manager").Select(a => a.Id)];
}
