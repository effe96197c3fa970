using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>A first roster: line after line, each the cheapest on what the lines before it left uncovered.</summary>
internal static class Construction
{
    /// <summary>Fills the state; the number of the employee for whom no line was found, or -1.</summary>
    public static int Fill(SearchState state, LineProgram program, Dice dice, Func<bool> stop)
    {
        var problem = state.Problem;
        var order = Enumerable.Range(0, problem.Staff).ToArray();
        dice.Shuffle<int>(order);
        state.Load(new byte[problem.Staff * problem.Days]);
        var cost = new int[problem.Days * problem.Width];
        var choice = new byte[problem.Days];
        var longLine = new LongLine(problem, program, dice);
        foreach (var employee in order)
        {
            if (stop())
            {
                return employee;
            }

            LineCosts.Marginal(state, employee, 0, problem.Days, cost);
            for (var at = 0; at < cost.Length; at++)
            {
                cost[at] += dice.Below(problem.Scale / 2);
            }

            var found = program.Fits(employee, problem.Days)
                ? program.Solve(employee, state.Line(employee), 0, problem.Days, cost, choice) < LineProgram.Never
                : longLine.Solve(employee, cost, choice);
            if (!found)
            {
                return employee;
            }

            state.Replace(employee, 0, choice);
        }

        return -1;
    }
}
