namespace Banzhang.Planning.Forecast;

/// <summary>
/// Forecasts contacts per interval: cleans the history, lets the models compete on its past weeks, blends them, puts special days back,
/// moves the rest of a running day, and draws bands as wide as the misses were. The same input gives the same answer, on any number of cores.
/// </summary>
public static class Forecaster
{
    /// <summary>Days that a history has to cover; the readers refuse shorter ones.</summary>
    public static int LeastDays => 14;

    /// <summary>Only this much of the past is looked at: five years.</summary>
    private const int MostDays = 1827;

    private const double UnknownWidening = 1.5;

    /// <summary>Whole days without which there is nothing to begin with. Two weeks of a queue that is closed on most weekdays may be as few.</summary>
    private const int LeastWhole = 7;

    /// <exception cref="ArgumentOutOfRangeException">
    /// The horizon is below 1; the history has fewer than seven whole days (the readers ask for <see cref="LeastDays"/>, weekdays that never occur counted as covered),
    /// an interval that does not divide a day, or a value that is negative or infinite.
    /// </exception>
    public static ArrivalForecast Run(ArrivalHistory history, ForecastRequest request)
    {
        Check(history, request);
        if (history.Values.Count > MostDays * history.Slots)
        {
            history = new(history.Start + (history.Interval * (history.Values.Count - (MostDays * history.Slots))), history.Interval, [.. history.Values.Skip(history.Values.Count - (MostDays * history.Slots))]);
        }

        var grid = new DayGrid(history, request.Marks, request.HasWeek);
        ArgumentOutOfRangeException.ThrowIfLessThan(grid.Whole, LeastWhole, nameof(history));
        var cleaning = Cleaning.Clean(grid);
        var factors = new DayFactors(grid);
        var cells = Cells(grid, factors, request.Horizon);
        var days = cells.Count > 0 ? (cells[^1] / grid.Slots) - grid.Whole + 1 : 0;
        var test = BackTest.Run(grid, cleaning, Entrant.Usual, days);
        var weights = Blend.Weights(test);
        var forecast = Blend.Mix(Entrant.All(Entrant.Usual, grid, grid.Whole, days, (double[])grid.Root.Clone()), weights);
        for (var ahead = 0; ahead < days; ahead++)
        {
            factors.Apply(grid.Whole + ahead, forecast.AsSpan(ahead * grid.Slots, grid.Slots));
        }

        var tried = new TriedDays(test, weights, BackTest.RunFar(grid, cleaning, Entrant.Usual, days));
        double? update = grid.Whole < grid.Days && request.UpdatesToday
            ? tried.Update().Apply(forecast.AsSpan(0, grid.Slots), grid.RawOf(grid.Whole), grid.End % grid.Slots)
            : null;
        var share = request.Level.BasisPoints / 10_000.0;
        var bands = tried.Bands(share);
        var points = new List<ForecastPoint>(cells.Count);
        foreach (var cell in cells)
        {
            var (day, slot) = Math.DivRem(cell, grid.Slots);
            var value = forecast[cell - (grid.Whole * grid.Slots)];
            var (lower, upper) = bands.Around(value, day - grid.Whole, Widening(grid, factors, day));
            points.Add(new(grid.Time(day, slot), value, lower, upper));
        }

        return new(points, Members(test, weights), tried.Error, tried.SimpleError, tried.Coverage(share), test.Origins.Count, [.. cleaning.Outliers.Select(grid.Date)], update);
    }

    private static void Check(ArrivalHistory history, ForecastRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Horizon, 1);
        if (history.Interval <= TimeSpan.Zero || TimeSpan.TicksPerDay % history.Interval.Ticks != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(history), history.Interval, "The day is a whole number of intervals.");
        }

        foreach (var value in history.Values)
        {
            if (value < 0 || double.IsInfinity(value))
            {
                throw new ArgumentOutOfRangeException(nameof(history), value, "Contacts are numbers of at least 0, and NaN where nothing is known.");
            }
        }
    }

    /// <summary>Many queues, in parallel; the answers are in the order of the histories.</summary>
    public static ArrivalForecast[] RunAll(IReadOnlyList<ArrivalHistory> histories, ForecastRequest request)
    {
        var answers = new ArrivalForecast[histories.Count];
        Parallel.For(0, histories.Count, queue => answers[queue] = Run(histories[queue], request));
        return answers;
    }

    /// <summary>The open cells after the history, by day × slots + slot.</summary>
    private static List<int> Cells(DayGrid grid, DayFactors factors, int horizon)
    {
        var cells = new List<int>(horizon);
        // A fortnight without an open cell means that nothing is open at all.
        for (var (cell, idle) = (grid.End, 0); cells.Count < horizon && idle < 40 * grid.Slots; cell++, idle++)
        {
            var (day, slot) = Math.DivRem(cell, grid.Slots);
            if (!grid.IsOpen(day, slot) || factors.IsClosed(day))
            {
                continue;
            }

            cells.Add(cell);
            idle = 0;
        }

        return cells;
    }

    private static double Widening(DayGrid grid, DayFactors factors, int day)
    {
        var widening = 1.0;
        foreach (var mark in grid.Marks.Of(grid.Date(day)))
        {
            widening *= 1 + ((UnknownWidening - 1) / (1 + factors.Known(mark)));
        }

        return widening;
    }

    private static List<ForecastMember> Members(BackTest test, double[] weights) =>
        [.. test.Entrants.Select((entrant, i) => new ForecastMember(entrant.Model.Method, entrant.Adjusts, weights[i], double.IsNaN(test.Errors[i]) ? null : test.Errors[i])).OrderByDescending(member => member.Weight)];
}
