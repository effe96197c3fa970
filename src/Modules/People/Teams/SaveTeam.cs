using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.People.Teams;

/// <param name="Id">Null makes a new team.</param>
/// <param name="Code">Named in imports; letters, digits and hyphens.</param>
/// <param name="EnglishName">Empty shows <paramref name="Name"/> in English too.</param>
/// <param name="Lead">Account of the one who leads it; null for nobody: then every supervisor is told.</param>
public sealed record SaveTeam(Guid? Id, string Code, string Name, string EnglishName, Guid? Lead);

internal sealed class SaveTeamHandler(IWrites writes, IPeople people)
{
    public async Task<Outcome> HandleAsync(SaveTeam command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageAccounts))
        {
            return by.RefusalOf(Permissions.ManageAccounts);
        }

        var code = command.Code.Trim();
        if (!ShortCode.IsPlausible(code))
        {
            return new TeamCodeIsMalformed();
        }

        if ((CleanText.Check("name", command.Name, 1, 100) ?? CleanText.Check("englishName", command.EnglishName, 0, 100)) is { } unclean)
        {
            return unclean;
        }

        var lead = command.Lead is { } account ? (await people.ReadAsync(stop)).Agent(new AgentId(account)) : null;
        if (command.Lead is not null && lead is not { IsActive: true })
        {
            return new NoSuchLead();
        }

        var saved = await writes.ActAsync(by, (act, token) => SaveAsync(act, command, code, lead?.Id, token), stop);
        people.Forget();
        return saved;
    }

    private static async Task<Outcome> SaveAsync(Act act, SaveTeam command, string code, AgentId? lead, CancellationToken stop)
    {
        var teams = act.Db.Set<Team>();
        TeamId? id = command.Id is { } known ? new(known) : null;
        if (await teams.AnyAsync(t => t.Code == code && t.Id != id, stop))
        {
            return new TeamCodeIsTaken(code);
        }

        if (id is not { } there)
        {
            var team = Team.Of(TeamId.New(act.Now), code, command.Name.Trim(), command.EnglishName.Trim(), lead);
            act.Add(team);
            act.Audit("TeamCreated", $"team:{team.Id.Value}", after: new { team.Code, team.Name, team.EnglishName, Lead = lead?.Value });
            return Outcome.Done;
        }

        if (await teams.SingleOrDefaultAsync(t => t.Id == there, stop) is not { } changed)
        {
            return new NoSuchTeam();
        }

        var before = new { changed.Code, changed.Name, changed.EnglishName, Lead = changed.Lead?.Value };
        changed.Change(code, command.Name.Trim(), command.EnglishName.Trim(), lead);
        act.Audit("TeamChanged", $"team:{there.Value}", before, new { changed.Code, changed.Name, changed.EnglishName, Lead = lead?.Value });
        return Outcome.Done;
    }
}
