using System.Globalization;

namespace Banzhang.Desk.Portal.Branding.Rules;

/// <summary>An opaque colour of the screen.</summary>
/// <param name="Red">0 to 1, gamma-encoded sRGB; likewise the others.</param>
internal readonly record struct Colour(double Red, double Green, double Blue)
{
    public static readonly Colour White = new(1, 1, 1);

    /// <summary><c>#RRGGBB</c>; null for anything else.</summary>
    public static Colour? Read(string text) =>
        text.Trim() is ['#', .. { Length: 6 } digits] && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new(((value >> 16) & 255) / 255.0, ((value >> 8) & 255) / 255.0, (value & 255) / 255.0) : null;

    /// <summary>What a screen shows of it: rounded to bytes, as <c>#RRGGBB</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Byte(Red):X2}{Byte(Green):X2}{Byte(Blue):X2}");

    /// <summary>1 to 21, of the colours as a screen shows them (WCAG 2.2, contrast ratio).</summary>
    public double ContrastWith(Colour other)
    {
        var (one, two) = (Luminance(this), Luminance(other));
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>Lightness 0 to 1, chroma from 0, hue in radians (Ottosson, OKLab, 2020).</summary>
    public (double Lightness, double Chroma, double Hue) ToOklch()
    {
        var (r, g, b) = (Linear(Red), Linear(Green), Linear(Blue));
        var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
        var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
        var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
        var bb = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
        return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((a * a) + (bb * bb)), Math.Atan2(bb, a));
    }

    /// <summary>Where the screen has no such colour, the one of less chroma that it has.</summary>
    public static Colour OfOklch(double lightness, double chroma, double hue)
    {
        var (low, high) = (0.0, chroma);
        var found = Convert(lightness, chroma, hue);
        for (var i = 0; i < 20 && !found.IsShown; i++)
        {
            var middle = (low + high) / 2;
            found = Convert(lightness, middle, hue);
            (low, high) = found.IsShown ? (middle, high) : (low, middle);
        }

        return new(Math.Clamp(found.Red, 0, 1), Math.Clamp(found.Green, 0, 1), Math.Clamp(found.Blue, 0, 1));
    }

    private bool IsShown => Red is > -1e-6 and < 1.000001 && Green is > -1e-6 and < 1.000001 && Blue is > -1e-6 and < 1.000001;

    private static Colour Convert(double lightness, double chroma, double hue)
    {
        var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        return new(
            Encoded((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s)),
            Encoded((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s)),
            Encoded((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s)));
    }

    private static double Luminance(Colour c) => (0.2126 * Linear(Byte(c.Red) / 255.0)) + (0.7152 * Linear(Byte(c.Green) / 255.0)) + (0.0722 * Linear(Byte(c.Blue) / 255.0));

    private static int Byte(double part) => (int)Math.Round(Math.Clamp(part, 0, 1) * 255);

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    private static double Encoded(double part) => part <= 0.0031308 ? part * 12.92 : (1.055 * Math.Pow(part, 1 / 2.4)) - 0.055;
}
