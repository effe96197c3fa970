namespace Banzhang.Planning.Forecast;

/// <summary>
/// Rolling origin: every entrant forecasts past weeks from what was known before them, gaps and outliers cleaned without a look ahead. What they missed by decides
/// how much each counts.
/// </summary>
internal sealed class BackTest
{
    private const int MostOrigins = 13, Step = 7, LeastDays = 7, FarStep = 28, LeastFarDays = 28;

    private BackTest(DayGrid grid, IReadOnlyList<Entrant> entrants, int days, List<int> origins) =>
        (Grid, Entrants, Days, Origins) = (grid, entrants, days, origins);

    public DayGrid Grid { get; }

    public IReadOnlyList<Entrant> Entrants { get; }

    /// <summary>Days ahead that were tried.</summary>
    public int Days { get; }

    /// <summary>First days of the tries, latest first.</summary>
    public List<int> Origins { get; }

    /// <summary>By origin and entrant: contacts by day × slots + slot.</summary>
    public double[][][] Forecasts { get; private set; } = [];

    /// <summary>Absolute error over contacts, by entrant; NaN without any try.</summary>
    public double[] Errors { get; private set; } = [];

    /// <param name="past">The grid as it was before each origin.</param>
    /// <param name="days">Days ahead the forecast is for.</param>
    public static BackTest Run(DayGrid grid, Cleaning past, IReadOnlyList<Entrant> entrants, int days)
    {
        days = Math.Clamp(days, 7, 14);
        var origins = new List<int>();
        for (var origin = grid.Whole - Step; origin >= LeastDays && origins.Count < MostOrigins; origin -= Step)
        {
            origins.Add(origin);
        }

        var test = new BackTest(grid, entrants, days, origins);
        var buffer = (double[])grid.Root.Clone();
        test.Forecasts = [.. origins.Select(origin => Entrant.All(entrants, past.Before(origin), origin, Math.Min(days, grid.Whole - origin), buffer))];
        test.Errors = [.. Enumerable.Range(0, entrants.Count).Select(test.Error)];
        return test;
    }

    /// <summary>
    /// The same months ahead, from origins four weeks apart, for bands of forecasts beyond the second week: each is tried as far as the history reaches.
    /// The weights of the blend are left to the weeks that are near. Null when the forecast does not reach so far, or nothing so old can be tried.
    /// </summary>
    public static BackTest? RunFar(DayGrid grid, Cleaning past, IReadOnlyList<Entrant> entrants, int days)
    {
        if (days <= 2 * Step)
        {
            return null;
        }

        var origins = new List<int>();
        for (var origin = grid.Whole - FarStep; origin >= LeastFarDays && origins.Count < MostOrigins; origin -= FarStep)
        {
            origins.Add(origin);
        }

        var buffer = (double[])grid.Root.Clone();
        return origins.Count == 0 ? null : new(grid, entrants, days, origins)
        {
            Forecasts = [.. origins.Select(origin => Entrant.All(entrants, past.Before(origin), origin, Math.Min(days, grid.Whole - origin), buffer))],
        };
    }

    private double Error(int entrant)
    {
        var (missed, came) = (0.0, 0.0);
        for (var i = 0; i < Origins.Count; i++)
        {
            var forecast = Forecasts[i][entrant];
            for (var ahead = 0; ahead < forecast.Length / Grid.Slots; ahead++)
            {
                var day = Origins[i] + ahead;
                if (!Grid.IsOrdinary[day])
                {
                    continue;
                }

                var raw = Grid.RawOf(day);
                for (var slot = 0; slot < raw.Length; slot++)
                {
                    if (double.IsNaN(raw[slot]))
                    {
                        continue;
                    }

                    missed += Math.Abs(raw[slot] - forecast[(ahead * raw.Length) + slot]);
                    came += raw[slot];
                }
            }
        }

        return came > 0 ? missed / came : double.NaN;
    }
}
