namespace Banzhang.Planning.Forecast;

/// <summary>Contacts to come, and how they were come by.</summary>
/// <param name="Points">In order of time.</param>
/// <param name="Members">The models with their error and their say, the strongest first.</param>
/// <param name="Error">Absolute error over contacts in the back-test, of the blend; null when the history is too short for one.</param>
/// <param name="SimpleError">The least error of the simple methods (same weekday a week before, mean of four, median of eight), over the same days.</param>
/// <param name="Coverage">Share of the truth within the bands, on weeks the bands were not made from.</param>
/// <param name="Origins">Weeks that were tried.</param>
/// <param name="SetAside">Outlier days that no model learnt from.</param>
/// <param name="Update">How far the seen part of the running day moved its rest, 0 to 1; null when no day runs.</param>
public sealed record ArrivalForecast(
    IReadOnlyList<ForecastPoint> Points,
    IReadOnlyList<ForecastMember> Members,
    double? Error,
    double? SimpleError,
    double? Coverage,
    int Origins,
    IReadOnlyList<DateOnly> SetAside,
    double? Update);

/// <param name="Time">Beginning of the interval, wall clock.</param>
/// <param name="Value">Contacts to expect.</param>
/// <param name="Lower">The band's lower end, not negative, not above the value.</param>
/// <param name="Upper">Its upper end.</param>
public readonly record struct ForecastPoint(DateTime Time, double Value, double Lower, double Upper);

/// <param name="Method">The model.</param>
/// <param name="Adjusts">Whether place in month and year was taken out before and put back after.</param>
/// <param name="Weight">Its say in the blend, 0 to 1.</param>
/// <param name="Error">Absolute error over contacts in the back-test; null without one.</param>
public sealed record ForecastMember(ForecastMethod Method, bool Adjusts, double Weight, double? Error);
