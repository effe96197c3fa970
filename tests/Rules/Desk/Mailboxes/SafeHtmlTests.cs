using AngleSharp.Html.Parser;
using Banzhang.Desk.Mailboxes.Display;

namespace Banzhang.Tests.Rules.Desk.Mailboxes;

/// <summary>HTML of strangers is shown by an allow-list and loads nothing by itself.</summary>
public class SafeHtmlTests
{
    private static readonly Dictionary<string, string> Pictures = new() { ["logo@shop"] = "data:image/png;base64,AAAA" };

    [Theory]
    [InlineData("<script>alert(1)</script><b>x</b>")]
    [InlineData("<img src=x onerror=alert(1)>x")]
    [InlineData("<svg><script>alert(1)</script></svg>x")]
    [InlineData("<a href='javascript:alert(1)'>x</a>")]
    [InlineData("<a href='java\nscript:alert(1)'>x</a>")]
    [InlineData("<a href='data:text/html,<script>alert(1)</script>'>x</a>")]
    [InlineData("<iframe src='https://elsewhere.test'></iframe>x")]
    [InlineData("<object data='https://elsewhere.test'></object><embed src='https://elsewhere.test'>x")]
    [InlineData("<form action='https://elsewhere.test'><input name=password></form>x")]
    [InlineData("<meta http-equiv=refresh content='0;url=https://elsewhere.test'>x")]
    [InlineData("<base href='https://elsewhere.test/'>x")]
    [InlineData("<style>@import 'https://elsewhere.test/x.css'; b { background: url(https://elsewhere.test/x) }</style><b>x</b>")]
    [InlineData("<link rel=stylesheet href='https://elsewhere.test/x.css'>x")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>x")]
    [InlineData("<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>x")]
    [InlineData("<template><script>alert(1)</script></template>x")]
    [InlineData("<video autoplay src='https://elsewhere.test/v'></video><audio src='https://elsewhere.test/a'></audio>x")]
    public void Nothing_active_and_nothing_from_elsewhere_is_left(string html)
    {
        var shown = SafeHtml.Of(html, Pictures, remote: false);
        var document = new HtmlParser().ParseDocument(shown.Html);

        Assert.Empty(document.QuerySelectorAll("script, iframe, object, embed, form, input, link, base, svg, math, template, meta[http-equiv], video[src], audio[src]"));
        Assert.DoesNotContain(document.All, e => e.Attributes.Any(a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain(document.All, e => e.Attributes.Any(a => a.Value.Contains("script:", StringComparison.OrdinalIgnoreCase) || a.Value.StartsWith("data:text", StringComparison.OrdinalIgnoreCase)));
        Assert.DoesNotContain("elsewhere.test", shown.Html, StringComparison.Ordinal);
        Assert.Contains("x", document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<img src='https://elsewhere.test/p.gif'>")]
    [InlineData("<img src='//elsewhere.test/p.gif'>")]
    [InlineData("<td background='https://elsewhere.test/p.gif'>x</td>")]
    [InlineData("<p style=\"background-image: url('https://elsewhere.test/p.gif')\">x</p>")]
    public void What_would_be_loaded_from_elsewhere_is_left_out_and_said(string html)
    {
        var shown = SafeHtml.Of($"<table><tr>{html}</tr></table>{html}", Pictures, remote: false);

        Assert.True(shown.HasRemote);
        Assert.DoesNotContain("elsewhere.test", shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_may_ask_for_the_pictures()
    {
        var shown = SafeHtml.Of("<img src='https://elsewhere.test/p.gif'>", Pictures, remote: true);

        Assert.Contains("https://elsewhere.test/p.gif", shown.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_within_the_mail_and_ordinary_forms_stay()
    {
        var shown = SafeHtml.Of("<h1>Bill</h1><table border=1><tr><td style='color: red'>12</td></tr></table><img src='cid:logo@shop' alt=logo><a href='https://shop.test/a'>open</a><img src='cid:none'>", Pictures, remote: false);
        var document = new HtmlParser().ParseDocument(shown.Html);

        Assert.False(shown.HasRemote);
        Assert.Equal("data:image/png;base64,AAAA", document.QuerySelector("img[alt=logo]")!.GetAttribute("src"));
        Assert.Equal(("https://shop.test/a", "_blank"), (document.QuerySelector("a")!.GetAttribute("href"), document.QuerySelector("a")!.GetAttribute("target")));
        Assert.Contains("color", document.QuerySelector("td")!.GetAttribute("style"), StringComparison.Ordinal);
        Assert.NotNull(document.QuerySelector("h1"));
    }

    [Fact]
    public void The_style_of_a_link_fetches_nothing_unless_asked()
    {
        const string Html = "<a href=\"https://shop.test/\" style=\"background-image:url(https://spy.test/1.png)\">shop</a>";
        var (quiet, asked) = (SafeHtml.Of(Html, new Dictionary<string, string>(), false), SafeHtml.Of(Html, new Dictionary<string, string>(), true));

        Assert.DoesNotContain("spy.test", quiet.Html, StringComparison.Ordinal);
        Assert.Contains("https://shop.test/", quiet.Html, StringComparison.Ordinal);
        Assert.Contains("spy.test", asked.Html, StringComparison.Ordinal);
        Assert.True(quiet.HasRemote && asked.HasRemote);
    }

    [Fact]
    public void Ten_thousand_elements_within_elements_are_dealt_with()
    {
        var shown = SafeHtml.Of(string.Concat(Enumerable.Repeat("<div>", 10_000)) + "x", Pictures, remote: false);

        Assert.Contains("x", shown.Html, StringComparison.Ordinal);
    }
}
