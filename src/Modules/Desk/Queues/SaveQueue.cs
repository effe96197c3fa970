using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Queues;

/// <param name="Id">Null makes a new queue, the last in order.</param>
/// <param name="Code">Named in requests; letters, digits and hyphens.</param>
/// <param name="EnglishName">Empty shows <paramref name="Name"/> in English too.</param>
/// <param name="Team">Whose work waits here; null for everybody's.</param>
public sealed record SaveQueue(Guid? Id, string Code, string Name, string EnglishName, Guid? Team);

internal sealed class SaveQueueHandler(IWrites writes, IPeople people, QueuesQuery queues)
{
    public async Task<Outcome> HandleAsync(SaveQueue command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return by.RefusalOf(Platform.Identity.Permissions.ManageSettings);
        }

        var code = command.Code.Trim();
        if (!ShortCode.IsPlausible(code))
        {
            return new QueueCodeIsMalformed();
        }

        if ((CleanText.Check("name", command.Name, 1, 100) ?? CleanText.Check("englishName", command.EnglishName, 0, 100)) is { } unclean)
        {
            return unclean;
        }

        TeamId? team = command.Team is { } id ? new(id) : null;
        if (team is not null && (await people.ReadAsync(stop)).Team(team) is null)
        {
            return new NoSuchTeamForQueue();
        }

        var saved = await writes.ActAsync(by, (act, token) => SaveAsync(act, command, code, team, token), stop);
        queues.Forget();
        return saved;
    }

    private static async Task<Outcome> SaveAsync(Act act, SaveQueue command, string code, TeamId? team, CancellationToken stop)
    {
        var queues = act.Db.Set<Queue>();
        QueueId? id = command.Id is { } known ? new(known) : null;
        if (await queues.AnyAsync(q => q.Code == code && q.Id != id, stop))
        {
            return new QueueCodeIsTaken(code);
        }

        if (id is not { } there)
        {
            var last = await queues.MaxAsync(q => (int?)q.Position, stop) ?? 0;
            var queue = Queue.Of(QueueId.New(act.Now), code, command.Name.Trim(), command.EnglishName.Trim(), team, last + 1);
            act.Add(queue);
            act.Audit("QueueCreated", $"queue:{queue.Id.Value}", after: new { queue.Code, queue.Name, queue.EnglishName, Team = team?.Value });
            return Outcome.Done;
        }

        if (await queues.SingleOrDefaultAsync(q => q.Id == there, stop) is not { } changed)
        {
            return new NoSuchQueue(code);
        }

        var before = new { changed.Code, changed.Name, changed.EnglishName, Team = changed.TeamId?.Value };
        changed.Change(code, command.Name.Trim(), command.EnglishName.Trim(), team);
        act.Audit("QueueChanged", $"queue:{there.Value}", before, new { changed.Code, changed.Name, changed.EnglishName, Team = team?.Value });
        return Outcome.Done;
    }
}
