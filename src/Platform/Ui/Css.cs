using System.Globalization;
using System.Text;

namespace Banzhang.Platform.Ui;

/// <summary>Names of classes and numbers in markup, always the same in every culture.</summary>
internal static class Css
{
    public static string Join(params ReadOnlySpan<string?> names)
    {
        var joined = new StringBuilder();
        foreach (var name in names)
        {
            if (string.IsNullOrEmpty(name)) continue;
            if (joined.Length > 0) joined.Append(' ');
            joined.Append(name);
        }
        return joined.ToString();
    }

    /// <summary>A number as CSS and SVG read it: a dot, at most two decimals.</summary>
    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Of(Tone tone) => tone switch
    {
        Tone.Neutral => "",
        Tone.Ok => "ok",
        Tone.Warn => "warn",
        Tone.Bad => "bad",
        Tone.Info => "info",
        Tone.Brand => "brand",
        Tone.Note => "note",
        Tone.Line => "line",
    };

    public static string Of(ButtonKind kind) => kind switch
    {
        ButtonKind.Default => "",
        ButtonKind.Primary => "primary",
        ButtonKind.Soft => "soft",
        ButtonKind.Ghost => "ghost",
        ButtonKind.Danger => "danger",
        ButtonKind.Destroy => "destroy",
        ButtonKind.Link => "link",
    };

    public static string Of(ControlSize size) => size switch
    {
        ControlSize.Medium => "",
        ControlSize.Small => "sm",
        ControlSize.Large => "lg",
    };

    public static string Of(TrafficLevel level) => level switch
    {
        TrafficLevel.Green => "green",
        TrafficLevel.Yellow => "yellow",
        TrafficLevel.Red => "red",
    };

    /// <summary>The colour of a figure's end point: the thermometer's meaning in the words of a tone.</summary>
    public static string ToneOf(TrafficLevel? level) => level switch
    {
        TrafficLevel.Green => "ok",
        TrafficLevel.Yellow => "warn",
        TrafficLevel.Red => "bad",
        _ => "",
    };
}
