namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>One queue of a simulated site: contacts of one kind, waiting in the order they came.</summary>
/// <param name="Load">What arrives, of at most <see cref="Staff.Most"/> erlangs; the rate holds throughout. Who has a patience leaves when it ends.</param>
/// <param name="Within">The time of its service level, at least 0.</param>
public sealed record SimulatedQueue(QueueLoad Load, TimeSpan Within);

/// <summary>Agents who can do the same.</summary>
/// <param name="Agents">0 to <see cref="Staff.Most"/>.</param>
/// <param name="Queues">What they answer, by place in the list of queues; of two that wait equally long the one named first.</param>
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
