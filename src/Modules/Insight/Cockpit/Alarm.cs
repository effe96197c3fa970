using Banzhang.Desk.Contracts;
using Banzhang.Insight.Contracts;
using Banzhang.Platform.Settings;

namespace Banzhang.Insight.Cockpit;

/// <summary>Something the supervisor should look at now.</summary>
/// <param name="Queue">Whose wait it is; null for the other kinds.</param>
/// <param name="Category">Of a category's spike; empty for the other kinds.</param>
/// <param name="Count">Tickets in the last hour; of a wait, those nobody has taken.</param>
/// <param name="Usual">Mean of the same hour on this weekday in the four weeks before; null where nothing is compared.</param>
/// <param name="Since">When the longest wait began; null for the other kinds.</param>
/// <param name="IsGrave">Drawn red instead of yellow: twice the limit.</param>
public sealed record Alarm(AlarmKind Kind, QueueCard? Queue, string Category, long Count, double? Usual, DateTimeOffset? Since, bool IsGrave);

/// <param name="WaitMinutes">An untaken ticket older than this is an alarm.</param>
/// <param name="SpikeTimes">So many times the usual number, in tenths: 20 is twice.</param>
/// <param name="SpikeLeast">Fewer than this in an hour are never a spike.</param>
/// <param name="BrokenPromises">More broken promises in an hour than this are an alarm.</param>
public sealed record AlarmLimits(int WaitMinutes, int SpikeTimes, int SpikeLeast, int BrokenPromises)
{
    public static readonly SettingKey<AlarmLimits> Setting = new("insight.alarms", new(30, 20, 10, 5));

    public bool AreSound => WaitMinutes is >= 1 and <= 10_080 && SpikeTimes is >= 11 and <= 1000 && SpikeLeast is >= 1 and <= 100_000 && BrokenPromises is >= 0 and <= 100_000;
}
