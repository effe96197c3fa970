namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// Exponential smoothing of the roots with a season of a day and one of a week (Taylor, JORS 2003). Additive in roots,
/// so that swings grow with the level. Without the autoregression of the last error: beyond some hours it only adds noise.
/// </summary>
internal sealed class DoubleSeasonal : IDayModel
{
    private const int Most = 112, Warm = 28;

    private const double LevelPace = 0.004, DayPace = 0.02, WeekPace = 0.15;

    public ForecastMethod Method => ForecastMethod.DoubleSeasonal;

    public void Forecast(DayGrid grid, int origin, Span<double> into)
    {
        var first = Math.Max(0, origin - Most);
        var slots = grid.Slots;
        var (daily, weekly) = (new double[slots], new double[7 * slots]);
        var level = Start(grid, first, Math.Min(Warm, origin - first), daily, weekly);
        for (var day = first; day < origin; day++)
        {
            var root = grid.RootOf(day);
            var season = weekly.AsSpan(grid.Class[day] * slots, slots);
            for (var slot = 0; slot < slots; slot++)
            {
                if (!grid.IsOpen(day, slot))
                {
                    continue;
                }

                var surprise = root[slot] - level - daily[slot] - season[slot];
                level += LevelPace * surprise;
                daily[slot] += DayPace * surprise;
                season[slot] += WeekPace * surprise;
            }
        }

        for (var ahead = 0; ahead < into.Length / slots; ahead++)
        {
            var season = weekly.AsSpan(grid.ClassOf(origin + ahead) * slots, slots);
            for (var slot = 0; slot < slots; slot++)
            {
                var root = 0.0;
                if (grid.IsOpen(origin + ahead, slot))
                {
                    root = Math.Max(0, level + daily[slot] + season[slot]);
                }

                into[(ahead * slots) + slot] = root * root;
            }
        }
    }

    /// <summary>Means of the first weeks.</summary>
    private static double Start(DayGrid grid, int first, int days, double[] daily, double[] weekly)
    {
        var slots = grid.Slots;
        Span<int> counted = stackalloc int[7];
        var (sum, count) = (0.0, 0);
        var open = new int[slots];
        for (var day = first; day < first + days; day++)
        {
            var kind = grid.Class[day];
            counted[kind]++;
            var root = grid.RootOf(day);
            for (var slot = 0; slot < slots; slot++)
            {
                weekly[(kind * slots) + slot] += root[slot];
                if (!grid.IsOpen(day, slot))
                {
                    continue;
                }

                daily[slot] += root[slot];
                sum += root[slot];
                open[slot]++;
                count++;
            }
        }

        var level = count > 0 ? sum / count : 0;
        for (var slot = 0; slot < slots; slot++)
        {
            daily[slot] = open[slot] > 0 ? (daily[slot] / open[slot]) - level : 0;
        }

        for (var kind = 0; kind < 7; kind++)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                weekly[(kind * slots) + slot] = counted[kind] > 0 ? (weekly[(kind * slots) + slot] / counted[kind]) - level - daily[slot] : 0;
            }
        }

        return level;
    }
}
