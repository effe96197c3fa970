using Banzhang.Desk.Portal.Branding;
using Banzhang.Desk.Portal.Branding.Rules;
using Banzhang.Tests.Rules.Ui;

namespace Banzhang.Tests.Rules.Desk;

public sealed class BrandToneTests
{
    [Theory]
    [InlineData("#000000", "#FFFFFF", 21.0)]
    [InlineData("#767676", "#FFFFFF", 4.54)]
    [InlineData("#3159C2", "#FFFFFF", 6.29)]
    [InlineData("#FFC107", "#FFFFFF", 1.63)]
    public void Contrast_is_as_the_guidelines_count_it(string one, string other, double ratio) => Assert.Equal(ratio, Of(one).ContrastWith(Of(other)), 0.01);

    [Theory]
    [InlineData("#3159C2")]
    [InlineData("#C2185B")]
    [InlineData("#00695C")]
    public void A_colour_goes_there_and_back(string colour)
    {
        var (lightness, chroma, hue) = Of(colour).ToOklch();

        Assert.Equal(colour, Colour.OfOklch(lightness, chroma, hue).ToString());
    }

    [Theory]
    [InlineData("3159C2")]
    [InlineData("#3159C")]
    [InlineData("#3159C2F")]
    [InlineData("#3159CG")]
    [InlineData("")]
    public void What_is_no_colour_is_none(string text) => Assert.Null(Colour.Read(text));

    [Fact]
    public void Every_hue_keeps_its_contrast_on_buttons_and_links_in_both_themes()
    {
        foreach (var hue in Enumerable.Range(0, 72).Select(i => i * Math.PI / 36))
        {
            foreach (var lightness in (double[])[0.15, 0.35, 0.5, 0.7, 0.9, 1])
            {
                var colour = Colour.OfOklch(lightness, 0.2, hue);

                Assert.True(BrandTones.Of(colour).LeastContrast() >= BrandTones.Least, colour.ToString());
            }
        }
    }

    [Fact]
    public void The_nearest_that_is_taken_has_the_hue_and_barely_keeps_the_contrast()
    {
        var nearest = BrandTones.Nearest(Of("#FFC107"));

        Assert.False(BrandTones.IsTaken(Of("#FFC107")));
        Assert.True(BrandTones.IsTaken(nearest));
        Assert.InRange(nearest.ContrastWith(Colour.White), 4.5, 4.6);
        Assert.Equal(Of("#FFC107").ToOklch().Hue, nearest.ToOklch().Hue, 0.06);
        Assert.Equal(Of("#C2185B"), BrandTones.Nearest(Of("#C2185B")));
    }

    [Fact]
    public void Brand_text_is_read_on_the_surfaces_of_the_tokens()
    {
        var tokens = File.ReadAllText(Path.Combine(Ui_files.Repository(), "src", "Web", "wwwroot", "css", "tokens.css"));

        Assert.All(BrandTones.LightSurfaces.Concat(BrandTones.DarkSurfaces), s => Assert.Matches($"--bg-(canvas|surface|overlay): {s};", tokens));
    }

    [Fact]
    public void The_sheet_names_tokens_that_there_are()
    {
        var tokens = File.ReadAllText(Path.Combine(Ui_files.Repository(), "src", "Web", "wwwroot", "css", "tokens.css"));
        var sheet = BrandSheet.Of(BrandTones.Of(Of("#C2185B")));

        Assert.All(System.Text.RegularExpressions.Regex.Matches(sheet, "--[a-z-]+:").Select(m => m.Value).Distinct(), t => Assert.Contains(t, tokens, StringComparison.Ordinal));
        Assert.Contains("--brand: #C2185B;", sheet, StringComparison.Ordinal);
    }

    private static Colour Of(string text) => Colour.Read(text)!.Value;
}
