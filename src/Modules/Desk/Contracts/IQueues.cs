using Banzhang.People.Contracts;

namespace Banzhang.Desk.Contracts;

public sealed record QueueCard(QueueId Id, string Code, string Name, string EnglishName, TeamId? Team, int Position)
{
    public string NameIn(string language) => language == "en" && EnglishName.Length > 0 ? EnglishName : Name;
}

/// <summary>The queues, at most ten seconds old.</summary>
public interface IQueues
{
    ValueTask<IReadOnlyList<QueueCard>> ReadAsync(CancellationToken stop);
}
