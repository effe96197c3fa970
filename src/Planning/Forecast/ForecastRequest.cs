using Banzhang.Kernel;

namespace Banzhang.Planning.Forecast;

/// <param name="Horizon">Intervals to forecast from the end of the history, at least 1; closed hours (weekday and time that the history never holds) are passed over.</param>
public sealed record ForecastRequest(int Horizon)
{
    /// <summary>Special days of the past and those to come.</summary>
    public MarkedDays Marks { get; init; } = MarkedDays.None;

    /// <summary>Share of the truth that the bands shall hold; above 0 % and below 100 %.</summary>
    public Percent Level { get; init; } = Percent.FromPercents(80);

    /// <summary>Whether the days of the week differ; if not, all days share one shape and level.</summary>
    public bool HasWeek { get; init; } = true;

    /// <summary>Whether the part of a running day that is seen moves the forecast of its rest.</summary>
    public bool UpdatesToday { get; init; } = true;
}
