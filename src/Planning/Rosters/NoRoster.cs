using Banzhang.Kernel;
using Banzhang.Planning.Rosters.Lines;

namespace Banzhang.Planning.Rosters;

/// <summary>
/// Why a search has no roster: <see cref="NoLinePossible"/> when the exact program proved that somebody has no line, <see cref="NoLineFound"/> when
/// one was looked for in vain, <see cref="NoRosterInTime"/> when the search was ended first.
/// </summary>
internal static class NoRoster
{
    /// <param name="stuck">Where the construction ended; null when no construction was begun.</param>
    /// <param name="blame">The rules of an employee that, each alone given up, give a line; null when time did not suffice to find one.</param>
    public static Refusal Why(Stuck? stuck, Func<int, string> name, Func<int, string?> blame) => stuck switch
    {
        { Verdict: LineVerdict.Impossible, Employee: var employee } => new NoLinePossible(name(employee), blame(employee) ?? Words.RulesUntried),
        { Verdict: LineVerdict.NotFound, Employee: var employee } when blame(employee) is { } rules => new NoLineFound(name(employee), rules),
        _ => new NoRosterInTime(),
    };
}
