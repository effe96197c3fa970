using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.People.Teams;

/// <summary>A team as an export of everything holds it.</summary>
/// <param name="Lead">Account of the one who leads it; null for nobody.</param>
/// <param name="Members">Accounts of everybody in it.</param>
public sealed record TeamRecord(Guid Id, string Code, string Name, string EnglishName, Guid? Lead, IReadOnlyList<Guid> Members);

public sealed record TeamIsKnown : Conflict;

/// <summary>Every team with its members, for exports.</summary>
internal sealed class TeamRecordsQuery(IPeople people)
{
    public async Task<Outcome<IReadOnlyList<TeamRecord>>> RunAsync(Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        var all = await people.ReadAsync(stop);
        return all.Teams.Select(t => new TeamRecord(t.Id.Value, t.Code, t.Name, t.EnglishName, t.Lead?.Value, [.. all.Agents.Where(a => a.Team == t.Id).Select(a => a.Id.Value)])).ToArray();
    }
}

/// <summary>Puts a team back with its id and places its members, who must be there already.</summary>
internal sealed class RestoreTeamHandler(IWrites writes, IPeople people)
{
    public async Task<Outcome> HandleAsync(TeamRecord record, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        if (!ShortCode.IsPlausible(record.Code))
        {
            return new TeamCodeIsMalformed();
        }

        if ((CleanText.Check("name", record.Name, 1, 100) ?? CleanText.Check("englishName", record.EnglishName, 0, 100)) is { } unclean)
        {
            return unclean;
        }

        var saved = await writes.ActAsync(by, async (act, token) =>
        {
            var id = new TeamId(record.Id);
            if (await act.Db.Set<Team>().AnyAsync(t => t.Id == id, token))
            {
                return new TeamIsKnown();
            }

            if (await act.Db.Set<Team>().AnyAsync(t => t.Code == record.Code, token))
            {
                return new TeamCodeIsTaken(record.Code);
            }

            AccountId[] members = [.. record.Members.Select(m => new AccountId(m))];
            var accounts = await act.Db.Set<Account>().Where(a => members.Contains(a.Id)).ToListAsync(token);
            var lead = record.Lead is { } one && await act.Db.Set<Account>().AnyAsync(a => a.Id == new AccountId(one), token) ? new AgentId(one) : default(AgentId?);
            act.Add(Team.Of(id, record.Code, record.Name.Trim(), record.EnglishName.Trim(), lead));
            foreach (var account in accounts)
            {
                account.Place(account.RoleCode, record.Id);
            }

            act.Audit("TeamRestored", $"team:{record.Id}", after: new { record.Code, Members = accounts.Count });
            return Outcome.Done;
        }, stop);
        people.Forget();
        return saved;
    }
}
