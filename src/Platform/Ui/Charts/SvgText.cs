using System.Text.Encodings.Web;

namespace Banzhang.Platform.Ui;

/// <summary>A text inside a drawing. Written as markup because Razor keeps the tag <c>text</c> for itself; the content is encoded here.</summary>
internal static class SvgText
{
    public static string At(double x, double y, string classes, string content) =>
        $"<text class=\"{classes}\" x=\"{Css.Number(x)}\" y=\"{Css.Number(y)}\">{HtmlEncoder.Default.Encode(content)}</text>";
}
