using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>A first roster: line after line, each the cheapest on what the lines before it left uncovered.</summary>
internal static class Construction
{
    /// <summary>Fills the state; null when it is full, else where it ended.</summary>
    /// <param name="stop">Asked before each line, and within those too long for one exact run.</param>
    /// <param name="start">Lines that stand already, or null.</param>
    public static Stuck? Fill(SearchState state, LineProgram program, Dice dice, Func<bool> stop, SearchStart? start = null)
    {
        var problem = state.Problem;
        var order = Enumerable.Range(0, problem.Staff).Where(employee => start is null || !start.Keeps[employee]).ToArray();
        dice.Shuffle<int>(order);
        state.Load(start?.Lines ?? new byte[problem.Staff * problem.Days]);
        var cost = new int[problem.Days * problem.Width];
        var choice = new byte[problem.Days];
        var longLine = new LongLine(problem, program, dice);
        foreach (var employee in order)
        {
            if (stop())
            {
                return new(employee, LineVerdict.Stopped);
            }

            LineCosts.Marginal(state, employee, 0, problem.Days, cost);
            for (var at = 0; at < cost.Length; at++)
            {
                cost[at] += dice.Below(problem.Scale / 2);
            }

            var verdict = !program.Fits(employee, problem.Days) ? longLine.Solve(employee, cost, choice, stop)
                : program.Solve(employee, state.Line(employee), 0, problem.Days, cost, choice) < LineProgram.Never ? LineVerdict.Found
                : program.IsProven ? LineVerdict.Impossible : LineVerdict.NotFound;
            if (verdict != LineVerdict.Found)
            {
                return new(employee, verdict);
            }

            state.Replace(employee, 0, choice);
        }

        return null;
    }
}
