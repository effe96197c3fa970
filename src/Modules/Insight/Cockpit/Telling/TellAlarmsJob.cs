using Banzhang.Insight.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Insight.Cockpit.Telling;

/// <summary>Looks at the alarms of the whole floor and tells each once: when it rises, and when it becomes grave.</summary>
internal sealed class TellAlarmsJob(CockpitQuery cockpit, IWrites writes) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    public async Task RunAsync(CancellationToken stop)
    {
        var alarms = (await cockpit.AlarmsAsync(Actor.System, stop)).Value;
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            var known = await act.Db.Set<StandingAlarm>().ToDictionaryAsync(a => a.Key, token);
            foreach (var alarm in alarms)
            {
                var key = CockpitText.IdOf(alarm);
                var standing = known.GetValueOrDefault(key);
                if (standing is null)
                {
                    act.Db.Add(StandingAlarm.Of(key, alarm.IsGrave, act.Now));
                }

                if (standing is null || standing.See(alarm.IsGrave, act.Now))
                {
                    act.Tell(new AlarmRose(alarm.Kind, alarm.Queue?.Id.Value, alarm.Category, alarm.Count, alarm.Since, alarm.IsGrave));
                }
            }

            act.Db.RemoveRange(known.Values.Where(a => a.IsOver(act.Now)));
            await act.Db.SaveChangesAsync(token);
            return Outcome.Done;
        }, stop);
    }
}
