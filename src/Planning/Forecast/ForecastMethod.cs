namespace Banzhang.Planning.Forecast;

/// <summary>The models a back-test chooses from.</summary>
public enum ForecastMethod
{
    /// <summary>The same weekday a week before.</summary>
    SeasonalNaive = 1,

    /// <summary>The mean of the last four same weekdays.</summary>
    MeanOfFour = 2,

    /// <summary>The median of the last eight.</summary>
    MedianOfEight = 3,

    /// <summary>Exponentially weighted same weekday.</summary>
    SmoothedWeekday = 4,

    /// <summary>A robust shape of each weekday times a level that all weekdays share.</summary>
    ProfileLevel = 5,

    /// <summary>Exponential smoothing with a season of a day and one of a week.</summary>
    DoubleSeasonal = 6,

    /// <summary>A regression of the day's total on the calendar, times the shape.</summary>
    CalendarRegression = 7,

    /// <summary>Few shapes whose amounts are forecast, found by singular values.</summary>
    LowRank = 8,
}
