using Microsoft.AspNetCore.Components;

namespace Banzhang.Platform.Ui;

/// <summary>What every chart takes: its one sentence, its categories, its series, one target.</summary>
public abstract class PlottedChart : ComponentBase
{
    /// <summary>What the chart shows, in one sentence.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<string> Categories { get; set; } = [];

    [Parameter, EditorRequired] public IReadOnlyList<ChartSeries> Series { get; set; } = [];

    [Parameter] public double? Target { get; set; }

    [Parameter] public string? TargetText { get; set; }

    /// <summary>Legend above the plot; left out where the lines are few and labelled.</summary>
    [Parameter] public bool Legend { get; set; } = true;

    [Parameter] public double Width { get; set; } = 480;

    [Parameter] public double Height { get; set; } = 180;

    private protected IEnumerable<double> Known => Series.SelectMany(s => s.Values).Where(v => v is not null).Select(v => v!.Value).Concat(Target is { } t ? [t] : []);

    /// <summary>Not more names under the plot than fit without touching.</summary>
    private protected int Every => Math.Max(1, (int)Math.Ceiling(Categories.Count * 56 / Math.Max(1, Width - PlotArea.Left)));

    private protected static string Stroke(SeriesKind kind) => kind switch
    {
        SeriesKind.Actual => "actual",
        SeriesKind.Forecast => "fcst",
        SeriesKind.Need => "need",
        SeriesKind.Plan => "s5",
        SeriesKind.First => "s1",
        SeriesKind.Second => "s2",
        SeriesKind.Third => "s3",
        SeriesKind.Fourth => "s4",
    };

    private protected static string Fill(SeriesKind kind) => kind switch
    {
        SeriesKind.Actual or SeriesKind.First => "f1",
        SeriesKind.Forecast or SeriesKind.Need => "f6",
        SeriesKind.Plan => "plan",
        SeriesKind.Second => "f2",
        SeriesKind.Third => "f3",
        SeriesKind.Fourth => "f4",
    };

    private protected static string Colour(SeriesKind kind) => kind switch
    {
        SeriesKind.Actual => "var(--viz-actual)",
        SeriesKind.Forecast => "var(--viz-forecast)",
        SeriesKind.Need => "var(--viz-need)",
        SeriesKind.Plan => "var(--viz-plan)",
        SeriesKind.First => "var(--viz-1)",
        SeriesKind.Second => "var(--viz-2)",
        SeriesKind.Third => "var(--viz-3)",
        SeriesKind.Fourth => "var(--viz-4)",
    };
}
