using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>Costs for the line program, in fractions of a cost unit so that prices that are no whole numbers can be told apart.</summary>
internal static class LineCosts
{
    /// <summary>What a night and a day of a weekend add to a line's cost, at the numbers the employee has now.</summary>
    public static BurdenPrices Prices(SearchState state, int employee) => state.Problem.Burdens is not { } burdens ? default : new(
        burdens.NightPrice(employee, state.KindCount[(employee * state.Problem.Width) + Burdens.Kind]) * state.Problem.Scale,
        burdens.WeekendPrice(employee, state.Weekends[employee]) * state.Problem.Scale / 2);

    /// <summary>What each assignment of the employee would cost with the others as they are and this employee's window empty.</summary>
    /// <param name="cost">Receives by day of the window and type.</param>
    public static void Marginal(SearchState state, int employee, int from, int to, Span<int> cost)
    {
        unchecked
        {
            var problem = state.Problem;
            var line = state.Line(employee);
            var burdens = Prices(state, employee);
            for (var day = from; day < to; day++)
            {
                foreach (var cell in problem.CellsOf(employee, day, line[day]))
                {
                    state.Count[cell]--;
                }
            }

            for (var day = from; day < to; day++)
            {
                var allowed = problem.Allowed[problem.Line(employee) + day];
                for (var type = 0; type < problem.Width; type++)
                {
                    var sum = problem.WishOf(employee, day, type);
                    if ((allowed >> type & 1) != 0)
                    {
                        foreach (var cell in problem.CellsOf(employee, day, type))
                        {
                            sum += problem.Up(cell, state.Count[cell]);
                        }
                    }

                    cost[((day - from) * problem.Width) + type] = (sum * problem.Scale) + burdens.Of(problem, day, type);
                }
            }

            for (var day = from; day < to; day++)
            {
                foreach (var cell in problem.CellsOf(employee, day, line[day]))
                {
                    state.Count[cell]++;
                }
            }
        }
    }
}

/// <param name="Night">Of a night shift, in fractions of a cost unit.</param>
/// <param name="WeekendDay">Of a day of a weekend, likewise.</param>
internal readonly record struct BurdenPrices(int Night, int WeekendDay)
{
    public int Of(SearchProblem problem, int day, int type) =>
        type == 0 ? 0 : (problem.Kind[type] == Burdens.Kind ? Night : 0) + (problem.IsWeekend(day) ? WeekendDay : 0);
}
