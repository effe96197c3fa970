using Banzhang.Planning.Forecast;

namespace Banzhang.Tests.Rules.Planning.Forecast;

/// <summary>Weekly origins at the end of a series: what would have been said of the week after, beside what came.</summary>
internal static class RollingOrigin
{
    /// <returns>Absolute errors over contacts of the forecaster and of the best of three simple methods, and the share within the bands.</returns>
    public static (double Error, double Simple, double Coverage) Weeks(ArrivalHistory history, int weeks, MarkedDays? marks = null)
    {
        var (missed, came, within, count) = (0.0, 0.0, 0, 0);
        var simple = new double[3];
        for (var week = weeks; week >= 1; week--)
        {
            var end = history.End.AddDays(-7 * week);
            var from = (int)((end - history.Start) / history.Interval);
            foreach (var point in Forecaster.Run(history.Until(end), new(7 * 48) { Marks = marks ?? MarkedDays.None }).Points)
            {
                var at = (int)((point.Time - history.Start) / history.Interval);
                if (at >= from + (7 * 48) || double.IsNaN(history.Values[at]))
                    continue;
                var truth = history.Values[at];
                (missed, came, count) = (missed + Math.Abs(truth - point.Value), came + truth, count + 1);
                within += truth >= point.Lower && truth <= point.Upper ? 1 : 0;
                var past = Enumerable.Range(1, 8).Select(back => history.Values[at - (back * 7 * 48)]).ToList();
                simple[0] += Math.Abs(truth - past[0]);
                simple[1] += Math.Abs(truth - past.Take(4).Average());
                simple[2] += Math.Abs(truth - past.Order().Skip(3).Take(2).Average());
            }
        }
        return (missed / came, simple.Min() / came, within / (double)count);
    }
}
