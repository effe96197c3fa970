namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>A queue of one kind of contact.</summary>
/// <param name="Load">What arrives; the rate holds throughout.</param>
/// <param name="Within">The time of its service level.</param>
public sealed record SimulatedQueue(QueueLoad Load, TimeSpan Within);

/// <summary>Agents who can do the same.</summary>
/// <param name="Agents">At least 0.</param>
/// <param name="Queues">What they answer, by place in the list of queues, best liked first.</param>
public sealed record SkillGroup(int Agents, IReadOnlyList<int> Queues);

/// <param name="Value">Mean over the runs.</param>
/// <param name="Margin">Half the width of the 95 % confidence interval.</param>
public readonly record struct Estimate(double Value, double Margin);

/// <param name="ServiceLevel">Answered in time, of the offered.</param>
/// <param name="SpeedOfAnswer">Mean wait of the answered, in seconds.</param>
/// <param name="Abandonment">Left, of the offered.</param>
public sealed record QueueEstimate(Estimate ServiceLevel, Estimate SpeedOfAnswer, Estimate Abandonment);

/// <param name="Queues">In the order of the site's queues.</param>
/// <param name="Occupancy">Busy share of each group's time.</param>
public sealed record SiteEstimate(IReadOnlyList<QueueEstimate> Queues, IReadOnlyList<Estimate> Occupancy);
