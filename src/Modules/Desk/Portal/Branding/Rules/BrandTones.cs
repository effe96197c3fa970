namespace Banzhang.Desk.Portal.Branding.Rules;

/// <summary>The brand's tones of one theme, as the tokens of the same names.</summary>
/// <param name="Brand">Behind white text: buttons.</param>
/// <param name="Text">On panels, the canvas and <paramref name="Soft"/>: links.</param>
/// <param name="Soft">Behind <paramref name="Text"/>.</param>
internal sealed record ThemeTones(Colour Brand, Colour Hover, Colour Active, Colour Text, Colour Soft, Colour Line);

/// <summary>
/// All tones of the portal from one colour. Its hue stays; only lightness is moved, and only as far as 4.5 to 1 asks (WCAG 2.2, 1.4.3). The colour itself stands
/// behind the white text of buttons in both themes, so one that is too pale for that is no brand colour here; links have tones of their own in each theme.
/// </summary>
internal sealed record BrandTones(ThemeTones Light, ThemeTones Dark)
{
    public static readonly double Least = 4.5;

    // The surfaces of tokens.css that text in the brand's colour stands on; Brand_text_is_read_on_the_surfaces_of_the_tokens compares them.
    internal static readonly Colour[] LightSurfaces = [Colour.Read("#F3F4F6")!.Value, Colour.Read("#FFFFFF")!.Value];
    internal static readonly Colour[] DarkSurfaces = [Colour.Read("#0D0F13")!.Value, Colour.Read("#15181D")!.Value, Colour.Read("#1E2229")!.Value];

    private const double Step = 0.002;

    /// <summary>White text on it keeps 4.5 to 1.</summary>
    public static bool IsTaken(Colour colour) => colour.ContrastWith(Colour.White) >= Least;

    /// <summary>The nearest of the same hue that is taken; the colour itself when it is.</summary>
    public static Colour Nearest(Colour colour) => Moved(colour, -Step, c => c.ContrastWith(Colour.White) >= Least);

    public static BrandTones Of(Colour colour)
    {
        var brand = Nearest(colour);
        var (lightness, chroma, hue) = brand.ToOklch();
        var lightSoft = Colour.OfOklch(0.955, Math.Min(chroma, 0.025), hue);
        var darkSoft = Colour.OfOklch(0.27, Math.Min(chroma, 0.06), hue);
        return new(
            new(brand, Shifted(brand, -0.05), Shifted(brand, -0.10), Moved(brand, -Step, c => Keeps(c, [.. LightSurfaces, lightSoft])), lightSoft, Colour.OfOklch(0.85, Math.Min(chroma, 0.07), hue)),
            new(
                brand, Moved(Shifted(brand, 0.03), -Step, c => c.ContrastWith(Colour.White) >= Least), Shifted(brand, -0.03),
                Moved(Colour.OfOklch(Math.Max(lightness, 0.7), Math.Min(chroma, 0.13), hue), Step, c => Keeps(c, [.. DarkSurfaces, darkSoft])), darkSoft, Colour.OfOklch(0.42, Math.Min(chroma, 0.1), hue)));
    }

    /// <summary>The least contrast of any text in these tones: on buttons at rest, pointed at and pressed, and of links on what they stand on.</summary>
    public double LeastContrast() => new[] { (Light, LightSurfaces), (Dark, DarkSurfaces) }.SelectMany(t => new[]
    {
        t.Item1.Brand.ContrastWith(Colour.White), t.Item1.Hover.ContrastWith(Colour.White), t.Item1.Active.ContrastWith(Colour.White),
    }.Concat(t.Item2.Append(t.Item1.Soft).Select(s => t.Item1.Text.ContrastWith(s)))).Min();

    private static bool Keeps(Colour text, IEnumerable<Colour> surfaces) => surfaces.All(s => text.ContrastWith(s) >= Least);

    private static Colour Shifted(Colour colour, double by)
    {
        var (lightness, chroma, hue) = colour.ToOklch();
        return Colour.OfOklch(Math.Clamp(lightness + by, 0, 1), chroma, hue);
    }

    /// <summary>Lighter or darker step by step until it will do; black and white always will.</summary>
    private static Colour Moved(Colour colour, double step, Func<Colour, bool> will)
    {
        if (will(colour))
        {
            return colour;
        }

        var (lightness, chroma, hue) = colour.ToOklch();
        for (var at = lightness + step; at is > 0 and < 1; at += step)
        {
            if (Colour.OfOklch(at, chroma, hue) is var tried && will(tried))
            {
                return tried;
            }
        }

        return step < 0 ? new(0, 0, 0) : Colour.White;
    }
}
