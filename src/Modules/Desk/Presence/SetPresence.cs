using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Presence;

public sealed record SetPresence(PresenceKind Presence);

internal sealed class SetPresenceHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(SetPresence command, Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            var me = new AgentId(by.Id);
            var presence = await act.Db.Set<AgentPresence>().SingleOrDefaultAsync(p => p.Agent == me, token);
            if (presence is null)
            {
                act.Add(AgentPresence.Of(me, command.Presence, act.Now));
            }
            else
            {
                presence.Become(command.Presence, act.Now);
            }

            act.Tell(new PresenceChanged(me, command.Presence));
            return Outcome.Done;
        }, stop);
    }
}

/// <summary>A person changed what they do; the timeline of a day is made of these.</summary>
public sealed record PresenceChanged(AgentId Agent, PresenceKind Presence) : IDomainEvent
{
    public Guid Subject => Agent.Value;
}

internal sealed class WhenPresenceChangedHandler : IHear<PresenceChanged>
{
    public Task HearAsync(PresenceChanged happened, Delivery delivery, CancellationToken stop)
    {
        delivery.Topics.Add("cockpit");
        delivery.Topics.Add($"user:{happened.Agent.Value}");
        return Task.CompletedTask;
    }
}

/// <summary>One's own state, for the top bar.</summary>
internal sealed class PresenceQuery(IDbContextFactory<AppDb> databases)
{
    public async Task<(PresenceKind Kind, DateTimeOffset? Since)> RunAsync(Actor by, CancellationToken stop)
    {
        var me = new AgentId(by.Id);
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<AgentPresence>().SingleOrDefaultAsync(p => p.Agent == me, stop) is { } presence ? (presence.Kind, presence.Since) : (PresenceKind.Off, null);
    }
}
