namespace Banzhang.Planning.Staffing;

/// <summary>
/// How fast work is finished, depending on how much is under way. One contact an agent is the special case; agents who hold several chats at once
/// are slowed by each further one.
/// </summary>
/// <param name="Agents">At least 1.</param>
/// <param name="Parallel">Contacts an agent holds at once, 1 to 5.</param>
public readonly record struct ServiceCapacity(int Agents, int Parallel = 1)
{
    /// <summary>
    /// Output of an agent holding 1 to 5 chats, relative to one at a time: a common table of the trade (contactcentrehelper.com, 2022).
    /// An organisation's own table is learnt from its own chats.
    /// </summary>
    private static readonly double[] Relative = [0, 1, 1.7, 2.5, 2.9, 3.5];

    /// <summary>The largest number of parallel contacts the table knows.</summary>
    public static int MostParallel => Relative.Length - 1;

    /// <summary>Contacts that can be under way at once.</summary>
    public int Places => Agents * Parallel;

    /// <summary>Contacts finished per handling time when all places are taken: the traffic that can be carried, in erlangs.</summary>
    public double Full => Agents * Relative[Parallel];

    /// <summary>The same with <paramref name="underWay"/> contacts spread evenly over the agents; at most <see cref="Places"/>.</summary>
    public double At(int underWay)
    {
        if (Parallel == 1)
        {
            return underWay;
        }

        var each = underWay / Agents;
        var more = underWay - (each * Agents);
        return more == 0 ? Agents * Relative[each] : ((Agents - more) * Relative[each]) + (more * Relative[each + 1]);
    }
}
