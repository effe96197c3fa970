namespace Banzhang.Planning.Forecast.Files;

/// <summary>Leaves a reader at the first unusable line; caught by the readers, never seen outside.</summary>
internal sealed class UnusableSeriesException(SeriesUnusable refusal) : Exception(refusal.Code)
{
    public SeriesUnusable Refusal { get; } = refusal;
}
