using System.Globalization;
using Banzhang.Planning.Forecast;

namespace Banzhang.Bench.Planning;

/// <summary>Rolling weekly origins over one series: the whole forecaster at each from what was known before, judged on the weeks after.</summary>
internal static class ArrivalsTable
{
    /// <summary>Calls per half hour of 1999-05-23 are imputed in the public series.</summary>
    private static readonly DateOnly Imputed = new(1999, 5, 23);

    /// <param name="first">First interval of the day that counts.</param>
    /// <param name="last">First that does not.</param>
    /// <param name="back">Days left out at the end, so that origins fall on a weekday.</param>
    public static int Run(string name, string file, int first, int last, int origins, int back) => Run(name, Read(file), MarkedDays.None, first, last, origins, back);

    public static ArrivalHistory Read(string file)
    {
        var rows = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).ToList();
        var times = rows.Select(row => DateTime.Parse(row[0], CultureInfo.InvariantCulture)).ToList();
        var interval = times[1] - times[0];
        var values = new double[(int)((times[^1] - times[0]) / interval) + 1];
        Array.Fill(values, double.NaN);
        for (var i = 0; i < rows.Count; i++)
            values[(int)((times[i] - times[0]) / interval)] = double.Parse(rows[i][1], CultureInfo.InvariantCulture);
        return new(times[0], interval, values);
    }

    public static int Run(string name, ArrivalHistory history, MarkedDays marks, int first, int last, int origins, int back)
    {
        Console.WriteLine($"\n{name}, {origins} weekly origins");
        var whole = new DayGrid(history, marks);
        var score = new SortedDictionary<string, double[]>(StringComparer.Ordinal);
        var (within, count) = (new double[2], new double[2]);
        var updates = new SortedDictionary<int, double[]>();
        for (var k = 0; k < origins; k++)
        {
            var end = history.End.Date.AddDays(-back - (7 * (origins - k)));
            var past = history.Until(end);
            var run = Forecaster.Run(past, new(14 * whole.Slots) { Marks = marks });
            foreach (var point in run.Points)
            {
                if (Cell(whole, point.Time, end, first, last) is not var (came, week))
                    continue;
                Miss(score, "blend", week, point.Value, came);
                (within[week], count[week]) = (within[week] + (came >= point.Lower && came <= point.Upper ? 1 : 0), count[week] + 1);
            }
            var grid = new DayGrid(past, marks);
            Cleaning.Clean(grid);
            var all = Entrant.All(Entrant.Usual, grid, grid.Whole, 14, (double[])grid.Root.Clone());
            for (var i = 0; i < all.Length; i++)
            {
                for (var at = 0; at < all[i].Length; at++)
                {
                    if (grid.IsOpen(grid.Whole + (at / grid.Slots), at % grid.Slots) && Cell(whole, grid.Time(grid.Whole + (at / grid.Slots), at % grid.Slots), end, first, last) is var (came, week))
                        Miss(score, $"{Entrant.Usual[i].Model.Method}{(Entrant.Usual[i].Adjusts ? ", month taken out" : "")}", week, all[i][at], came);
                }
            }
            for (var day = 0; day < 7; day += 2)
                Update(updates, history, whole, marks, end.AddDays(day), first, last);
        }
        Console.WriteLine("| model | one week | two weeks |\n|---|---|---|");
        foreach (var (model, sums) in score.OrderBy(one => one.Value[0] / one.Value[1]))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {model} | {sums[0] / sums[1]:F4} | {sums[2] / sums[3]:F4} |"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"80 % bands hold {within[0] / count[0]:P1} and {within[1] / count[1]:P1}"));
        Console.WriteLine("| seen until | no update | update | better by | if one knew how much the rest brings | better by |\n|---|---|---|---|---|---|");
        foreach (var (slot, sums) in updates)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {whole.Interval * slot:hh\\:mm} | {sums[0] / sums[2]:F4} | {sums[1] / sums[2]:F4} | {1 - (sums[1] / sums[0]):P1} | {sums[3] / sums[2]:F4} | {1 - (sums[3] / sums[0]):P1} |"));
        return 0;
    }

    /// <summary>The rest of one day, forecast at midnight and again at several hours; beside it what no update of the day's level can beat by much: the forecast of midnight, scaled to what the rest did bring.</summary>
    private static void Update(SortedDictionary<int, double[]> updates, ArrivalHistory history, DayGrid whole, MarkedDays marks, DateTime midnight, int first, int last)
    {
        if (midnight.AddDays(1) > history.End || Enumerable.Range(first, last - first).All(slot => Cell(whole, midnight + (whole.Interval * slot), midnight, first, last) is null))
            return;
        var hour = (int)(TimeSpan.FromHours(1) / whole.Interval);
        var before = Forecaster.Run(history.Until(midnight), new(whole.Slots) { Marks = marks });
        for (var seen = first + (2 * hour); seen < last - hour; seen += 2 * hour)
        {
            var now = midnight + (whole.Interval * seen);
            var sums = updates.TryGetValue(seen, out var found) ? found : updates[seen] = new double[4];
            var rest = new List<(double Came, double Forecast)>();
            var after = Forecaster.Run(history.Until(now), new(whole.Slots - seen) { Marks = marks }).Points.Where(point => point.Time < midnight.AddDays(1)).ToDictionary(point => point.Time);
            foreach (var point in before.Points.Where(point => point.Time >= now))
            {
                if (Cell(whole, point.Time, midnight, first, last) is not var (came, _) || !after.TryGetValue(point.Time, out var moved))
                    continue;
                sums[0] += Math.Abs(came - point.Value);
                sums[1] += Math.Abs(came - moved.Value);
                sums[2] += came;
                rest.Add((came, point.Value));
            }
            var level = rest.Sum(one => one.Came) / Math.Max(1e-9, rest.Sum(one => one.Forecast));
            sums[3] += rest.Sum(one => Math.Abs(one.Came - (level * one.Forecast)));
        }
    }

    private static (double Came, int Week)? Cell(DayGrid whole, DateTime time, DateTime end, int first, int last)
    {
        var day = DateOnly.FromDateTime(time).DayNumber - whole.FirstDate.DayNumber;
        var slot = (int)((time.TimeOfDay - whole.Shift) / whole.Interval);
        if (slot < first || slot >= last || day >= whole.Days || DateOnly.FromDateTime(time) == Imputed || time >= end.AddDays(14))
            return null;
        var came = whole.Raw[(day * whole.Slots) + slot];
        return double.IsNaN(came) ? null : (came, time < end.AddDays(7) ? 0 : 1);
    }

    private static void Miss(SortedDictionary<string, double[]> score, string model, int week, double forecast, double came)
    {
        if (!score.TryGetValue(model, out var sums))
            score[model] = sums = new double[4];
        sums[2 * week] += Math.Abs(came - forecast);
        sums[(2 * week) + 1] += came;
    }
}
