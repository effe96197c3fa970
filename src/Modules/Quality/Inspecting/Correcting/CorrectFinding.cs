using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Inspecting.Correcting;

/// <param name="Finding">Place in the report's findings, from 0.</param>
public sealed record CorrectFinding(string Inspection, int Finding, CorrectionVerdict Verdict);

public sealed record NoSuchFinding : NotFound;

/// <summary>A person says of a finding whether it was one. The score follows, the judgement stays as it was made; who may correct it is not who was judged.</summary>
internal sealed class CorrectFindingHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(CorrectFinding command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.CorrectInspections))
        {
            return by.RefusalOf(Permissions.CorrectInspections);
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (!long.TryParse(command.Inspection, out var serial) || await InspectionListQuery.InReach(act.Db.Set<AutomaticInspection>(), by).SingleOrDefaultAsync(i => i.Serial == serial, token) is not { } found)
            {
                return new NoSuchInspection();
            }

            if (found.Agent?.Value == by.Id || !by.May(Permissions.CorrectInspections, found.Team?.Value, found.Agent?.Value))
            {
                return new MayNot(Permissions.CorrectInspections.Code);
            }

            if (command.Finding < 0 || command.Finding >= found.FindingCount || !Enum.IsDefined(command.Verdict))
            {
                return new NoSuchFinding();
            }

            var corrections = await act.Db.Set<Correction>().Where(c => c.Inspection == serial).ToListAsync(token);
            var correction = corrections.SingleOrDefault(c => c.Finding == command.Finding);
            var before = correction is null ? null : new { correction.Verdict, found.Score };
            if (correction is null)
            {
                correction = Correction.Of(serial, command.Finding);
                act.Add(correction);
                corrections.Add(correction);
            }

            correction.Become(command.Verdict, by, act.Now);
            found.Correct(corrections.Where(c => c.Verdict == CorrectionVerdict.NotAFinding).Select(c => c.Finding).ToHashSet());
            act.Audit("FindingCorrected", $"inspection:{serial}", before, new { command.Finding, command.Verdict, found.Score });
            return Outcome.Done;
        }, stop);
    }
}
