using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Insight.Contracts;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Notices;
using Banzhang.Platform.Outbox;

namespace Banzhang.Insight.Cockpit.Telling;

/// <summary>Puts an alarm into the bell of whoever leads the floor it is about and may see the cockpit.</summary>
internal sealed class AlarmNotices(IPeople peopleBook, IQueues queueBook, RoleBook roles) : IHear<AlarmRose>
{
    private static readonly string[] Leading = [RoleCodes.Supervisor, RoleCodes.Manager];

    public async Task HearAsync(AlarmRose happened, Delivery delivery, CancellationToken stop)
    {
        var queue = happened.Queue is null ? null : (await queueBook.ReadAsync(stop)).FirstOrDefault(q => q.Id.Value == happened.Queue);
        if (happened.Queue is not null && queue is null)
        {
            return;
        }

        var alarm = new Alarm(happened.Kind, queue, happened.Category, happened.Count, null, happened.Since, happened.IsGrave);
        foreach (var person in (await peopleBook.ReadAsync(stop)).Agents.Where(a => a.IsActive && Leading.Contains(a.Role)))
        {
            var reach = (await roles.GrantsOfAsync(person.Role, stop)).GetValueOrDefault(Permissions.ReadCockpit.Code);
            if (reach == Scope.All || (reach == Scope.Team && queue?.Team is { } team && team == person.Team))
            {
                delivery.Act.Add(Notice.Of(person.Id.Value, Notice.Alarm, In(Languages.Chinese, alarm, delivery.At), In(Languages.English, alarm, delivery.At), "/cockpit", delivery.At));
                delivery.Topics.Add($"user:{person.Id.Value}");
            }
        }
    }

    private static string In(string language, Alarm alarm, DateTimeOffset at)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            Languages.Speak(language);
            return CockpitText.Headline(alarm, language, at);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
