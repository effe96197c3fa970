using Banzhang.Planning.Rosters.Team.Constraints;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>A roster judged by every constraint.</summary>
/// <param name="Cost">Sum of the soft rules' costs.</param>
/// <param name="Findings">Every rule broken, hard ones first.</param>
public sealed record TeamScore(long Cost, IReadOnlyList<Finding> Findings)
{
    /// <summary>Hard rules broken.</summary>
    public int HardCount => Findings.Count(finding => finding.Constraint.IsHard);

    /// <summary>The reference judge; shares nothing with the search.</summary>
    public static TeamScore Of(TeamProblem team, TeamRoster roster)
    {
        var findings = TeamConstraint.All.SelectMany(constraint => constraint.Check(team, roster)).ToList();
        return new(findings.Sum(finding => finding.Cost), findings);
    }

    /// <summary>The rules of one member's line only.</summary>
    public static IReadOnlyList<Finding> OfMember(TeamProblem team, TeamRoster roster, int member) =>
        [.. TeamConstraint.All.OfType<MemberConstraint>().SelectMany(constraint => constraint.Check(team, roster, member))];
}
