using Banzhang.Desk.Contracts;
using Banzhang.Insight.Contracts;

namespace Banzhang.Insight.Cockpit;

/// <summary>Finds what is out of the ordinary in the last hour; grave things first.</summary>
internal static class AlarmFinding
{
    /// <param name="board">The floor now.</param>
    /// <param name="lastHour">Contacts of the last hour by category.</param>
    /// <param name="usual">The same an hour, as the mean of the weeks before; empty without history, and then nothing is a spike.</param>
    /// <param name="broken">Promises broken in the last hour.</param>
    /// <param name="limits">From where on a thing is an alarm.</param>
    public static IReadOnlyList<Alarm> Of(DeskBoard board, IReadOnlyDictionary<string, long> lastHour, IReadOnlyDictionary<string, double> usual, long broken, AlarmLimits limits)
    {
        var found = new List<Alarm>();
        foreach (var load in board.Queues)
        {
            if (load.LongestSince is { } since && board.AsOf - since > TimeSpan.FromMinutes(limits.WaitMinutes))
            {
                found.Add(new(AlarmKind.LongWait, load.Queue, "", load.Unassigned, null, since, board.AsOf - since > TimeSpan.FromMinutes(2.0 * limits.WaitMinutes)));
            }
        }

        if (broken > limits.BrokenPromises)
        {
            found.Add(new(AlarmKind.BrokenPromises, null, "", broken, null, null, broken > 2L * limits.BrokenPromises));
        }

        if (usual.Count > 0)
        {
            found.AddRange(lastHour.Where(c => c.Key.Length > 0).Select(c => Spike(AlarmKind.CategorySpike, c.Key, c.Value, usual.GetValueOrDefault(c.Key), limits)).OfType<Alarm>().OrderByDescending(a => a.Count));
            if (Spike(AlarmKind.VolumeSpike, "", lastHour.Values.Sum(), usual.Values.Sum(), limits) is { } all)
            {
                found.Add(all);
            }
        }

        return [.. found.OrderByDescending(a => a.IsGrave)];
    }

    private static Alarm? Spike(AlarmKind kind, string category, long count, double usual, AlarmLimits limits) =>
        count >= limits.SpikeLeast && count * 10 >= usual * limits.SpikeTimes
            ? new(kind, null, category, count, usual, null, count * 10 >= usual * limits.SpikeTimes * 2)
            : null;
}
