using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Desk.Queues;

/// <summary>A queue as an export of everything holds it.</summary>
/// <param name="Team">Whose work waits here; null for everybody's.</param>
public sealed record QueueRecord(string Code, string Name, string EnglishName, Guid? Team);

/// <summary>Puts a queue back that is not there. One that is there is left alone, but for a team where it has none: a new product brings the standard queues with it.</summary>
internal sealed class RestoreQueueHandler(SaveQueueHandler save, QueuesQuery queues)
{
    public async Task<Outcome> HandleAsync(QueueRecord record, Actor by, CancellationToken stop)
    {
        var there = (await queues.ReadAsync(stop)).FirstOrDefault(q => q.Code == record.Code);
        return there is { Team: null } && record.Team is not null
            ? await save.HandleAsync(new(there.Id.Value, record.Code, record.Name, record.EnglishName, record.Team), by, stop)
            : await save.HandleAsync(new(null, record.Code, record.Name, record.EnglishName, record.Team), by, stop);
    }
}
