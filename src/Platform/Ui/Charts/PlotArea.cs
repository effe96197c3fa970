using System.Globalization;

namespace Banzhang.Platform.Ui;

/// <summary>Where a value lies in the drawing, and which round numbers stand at the axis.</summary>
internal sealed class PlotArea
{
    public const double Left = 40;
    public const double Top = 16;
    public const double Foot = 22;

    private const int WantedSteps = 4;

    public PlotArea(double width, double height, double low, double high)
    {
        Width = width;
        Height = height;
        var step = Step(Math.Max(high - low, 1e-9) / WantedSteps);
        Low = Math.Floor(low / step) * step;
        High = Math.Max(Math.Ceiling(high / step) * step, Low + step);
        Ticks = [.. Enumerable.Range(0, (int)Math.Round((High - Low) / step) + 1).Select(i => Low + (i * step))];
    }

    public double Width { get; }

    public double Height { get; }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    public double Bottom => Height - Foot;

    public double Y(double value) => Bottom - ((Bottom - Top) * (value - Low) / (High - Low));

    /// <summary>Points spread from edge to edge.</summary>
    public double X(int index, int count) => count < 2 ? (Left + Width) / 2 : Left + 8 + ((Width - Left - 16) * index / (count - 1));

    /// <summary>Left edge of a category's band.</summary>
    public double Band(int index, int count) => Left + ((Width - Left) * index / count);

    public static string Text(double value) => value.ToString("#,0.##", CultureInfo.CurrentCulture);

    private static double Step(double rough)
    {
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var lead = rough / magnitude;
        return magnitude * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
    }
}
