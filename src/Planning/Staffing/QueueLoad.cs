namespace Banzhang.Planning.Staffing;

/// <summary>What arrives in one interval and how long it takes.</summary>
/// <param name="Contacts">Offered in the interval, at least 0; need not be whole, since it is a forecast.</param>
/// <param name="Interval">Length of the interval, above 0.</param>
/// <param name="HandlingTime">Mean talk and after-call work of one contact handled alone, above 0.</param>
/// <param name="Patience">Mean time a customer waits before leaving, above 0; null where nobody leaves. Only Erlang A asks for it.</param>
public sealed record QueueLoad(double Contacts, TimeSpan Interval, TimeSpan HandlingTime, TimeSpan? Patience = null)
{
    /// <summary>Offered traffic in erlangs: agents that would be busy if nobody ever waited.</summary>
    public double Traffic => Contacts * (HandlingTime / Interval);

    /// <summary>Contacts a second.</summary>
    public double Rate => Contacts / Interval.TotalSeconds;
}

/// <summary>What must hold; a target left null is not asked for. All that are given hold together.</summary>
/// <param name="ServiceLevel">Share of the offered contacts answered within <paramref name="Within"/>, 0 to below 1.</param>
/// <param name="Within">The time of the service level, at least 0.</param>
/// <param name="SpeedOfAnswer">Longest mean wait of the answered.</param>
/// <param name="Occupancy">Highest <see cref="StaffingFigures.Occupancy"/>, above 0 to 1.</param>
/// <param name="Abandonment">Highest share of the offered that leave, or are turned away, 0 to 1.</param>
public sealed record StaffingTargets(double? ServiceLevel = null, TimeSpan Within = default, TimeSpan? SpeedOfAnswer = null, double? Occupancy = null, double? Abandonment = null);

/// <summary>Waits in seconds that a share of the answered do not exceed, those who did not wait included; infinite when the queue only grows.</summary>
/// <param name="P50">Half of them.</param>
/// <param name="P80">80 %.</param>
/// <param name="P95">95 %.</param>
public sealed record WaitPercentiles(double P50, double P80, double P95);

/// <summary>How a number of agents does under a load. Shares are 0 to 1.</summary>
/// <param name="Agents">On the phones at once, without shrinkage.</param>
/// <param name="ServiceLevel">Answered within the time asked for, of all that were offered.</param>
/// <param name="SpeedOfAnswer">Mean wait of the answered, in seconds, those who did not wait included; infinite when the queue only grows.</param>
/// <param name="Occupancy">
/// What they carry over what they could when all places are taken. With one contact an agent that is the busy share of their time; with several an agent who holds one
/// of three is occupied by 40 % (<see cref="ServiceCapacity"/>), busy though they are all the time.
/// </param>
/// <param name="WaitProbability">Share of arrivals that have to wait, as all do who find everybody busy; 0 in Erlang B, which turns these away (<paramref name="Abandonment"/>).</param>
/// <param name="Abandonment">Share of the offered that leave before they are answered, or are turned away.</param>
public sealed record StaffingFigures(int Agents, double ServiceLevel, double SpeedOfAnswer, double Occupancy, double WaitProbability, double Abandonment);
