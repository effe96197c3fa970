namespace Banzhang.People.Contracts;

public readonly record struct TeamId(Guid Value)
{
    public static TeamId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>The same UUID as the person's account.</summary>
public readonly record struct AgentId(Guid Value);
