using System.Globalization;
using Banzhang.Desk.Presence;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Queues;
using Banzhang.Kernel;
using Banzhang.People.Agents;
using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Web.Demo;

internal sealed record DemoAgent(AgentId Id, string Name, string Team);

/// <param name="Role">What the sign-in shows.</param>
internal sealed record DemoSignIn(string Role, string Name, string Email, string Password);

/// <summary>Makes the company's teams, agents and accounts; the passwords are new at every start and printed, never stored.</summary>
internal sealed class DemoCompany(IWrites writes, Passwords passwords, DemoWorld world)
{
    private static readonly string[] Shown =
    [
        RoleCodes.Supervisor, RoleCodes.Agent, RoleCodes.Manager, RoleCodes.Inspector, RoleCodes.Trainer, RoleCodes.PeopleOfficer, RoleCodes.Collaborator, RoleCodes.ThirdParty, RoleCodes.Administrator,
    ];

    public static string EmailOf(int number) => string.Create(CultureInfo.InvariantCulture, $"p{number:D2}@yunzhou.example");

    public async Task<IReadOnlyList<DemoAgent>> FoundAsync(CancellationToken stop)
    {
        var agents = new List<DemoAgent>();
        var closed = passwords.Hash(Tokens.New());
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            agents.Clear();
            var number = 0;
            Account Person(string name, string role, TeamId? team)
            {
                var account = Account.Create(AccountId.New(act.Now), EmailOf(++number), name, role, team?.Value, closed, mustChange: false, act.Now);
                act.Add(account);
                return account;
            }

            var queues = await act.Db.Set<Queue>().ToListAsync(token);
            foreach (var team in world.Teams)
            {
                var id = TeamId.New(act.Now);
                var lead = Person(team.Lead, RoleCodes.Supervisor, id);
                act.Add(AgentPresence.Of(new AgentId(lead.Id.Value), PresenceKind.Free, act.Now.AddMinutes(-40)));
                act.Add(Team.Of(id, team.Code, team.Name, team.EnglishName, new AgentId(lead.Id.Value)));
                queues.Single(q => q.Code == team.Queue).GiveTo(id);
                var seat = 0;
                foreach (var name in world.Agents[team.Code])
                {
                    var account = Person(name, RoleCodes.Agent, id);
                    var agent = new AgentId(account.Id.Value);
                    act.Add(Agent.Of(agent, $"{team.Code[..1].ToUpperInvariant()}{++seat:D2}", DateOnly.FromDateTime(act.Now.AddDays(-200 - (37 * seat)).DateTime)));
                    act.Add(AgentPresence.Of(agent, seat % 5 == 0 ? PresenceKind.Break : seat % 3 == 0 ? PresenceKind.Busy : seat % 7 == 0 ? PresenceKind.WrapUp : PresenceKind.Free, act.Now.AddMinutes(-3 * seat)));
                    agents.Add(new(agent, name, team.Code));
                }
            }

            foreach (var other in world.Others)
            {
                Person(other.Name, other.Role, null);
            }

            act.Audit("DemoCompanyFounded", $"company:{world.Company}");
            return Outcome.Done;
        }, stop);
        return agents;
    }

    /// <summary>One sign-in a role, with a new password.</summary>
    public async Task<IReadOnlyList<DemoSignIn>> OpenDoorsAsync(IDbContextFactory<AppDb> databases, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var chosen = new List<Account>();
        foreach (var role in Shown)
        {
            if (await db.Set<Account>().Where(a => a.RoleCode == role).OrderBy(a => a.Email).FirstOrDefaultAsync(stop) is { } account)
            {
                chosen.Add(account);
            }
        }

        var doors = chosen.AsParallel().AsOrdered().Select(a =>
        {
            var password = Tokens.NewPassword();
            return (a.Id, Hash: passwords.Hash(password), Door: new DemoSignIn(a.RoleCode, a.Name, a.Email, password));
        }).ToList();
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            foreach (var (id, hash, _) in doors)
            {
                (await act.Db.Set<Account>().SingleAsync(a => a.Id == id, token)).ChangePassword(hash, mustChange: false);
            }

            return Outcome.Done;
        }, stop);
        return [.. doors.Select(d => d.Door)];
    }
}
