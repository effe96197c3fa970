namespace Banzhang.Planning.Forecast.Models;

/// <summary>
/// A way to forecast ordinary days. A model is a pure function of the days before an origin, so that a back-test may ask it for any origin.
/// </summary>
internal interface IDayModel
{
    ForecastMethod Method { get; }

    /// <param name="grid">Cleaned: every open cell of <see cref="DayGrid.Root"/> is a number.</param>
    /// <param name="origin">First day to forecast; the days before it may be used.</param>
    /// <param name="into">Contacts by day × slots + slot, from the origin on; as many days as it holds.</param>
    void Forecast(DayGrid grid, int origin, Span<double> into);
}
