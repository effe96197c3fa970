using System.Text;
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

    /// <summary>On a stack smaller than a request has: a method that calls itself would end not the mail but the server.</summary>
    [Theory]
    [InlineData("<b>")]
    [InlineData("<div>")]
    [InlineData("<b></i>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<p><span><div>")]
    [InlineData("<svg>")]
    [InlineData("<b></b>")]
    [InlineData("<p>x")]
    [InlineData("<a><div></a>")]
    public void As_many_elements_as_a_mail_can_hold_are_dealt_with(string mark) => Patiently(new StringBuilder().Insert(0, mark, 2_000_000 / mark.Length).ToString());

    [Fact]
    public void A_hundred_styles_that_are_never_closed_are_not_repeated_in_every_paragraph() =>
        Patiently("<p>" + string.Concat(Enumerable.Range(0, 100).Select(i => $"<font size={i}>")) + "</p>" + new StringBuilder().Insert(0, "<p>x</p>", 200_000));

    /// <summary>What only looks like an end tag, or ends nothing where it stands, leaves the style open for a parser.</summary>
    [Theory]
    [InlineData("<!--</font>-->")]
    [InlineData("<br title='</font>'>")]
    [InlineData("<br title = \"</font>\">")]
    [InlineData("<? </font>")]
    [InlineData("<style></font></style>")]
    [InlineData("<table></font></table>")]
    [InlineData("<svg><p><style></font></style></svg>")]
    public void Styles_that_only_seem_to_end_are_counted(string seeming)
    {
        var html = "<p>" + string.Concat(Enumerable.Range(0, 400).Select(i => $"<font size={i}>{seeming}")) + "</p>" + new StringBuilder().Insert(0, "<p>x</p>", 50_000);

        Assert.InRange(HtmlBounds.Within(html), 1, html.Length / 2);
    }

    [Fact]
    public void Of_a_long_newsletter_nothing_is_cut()
    {
        var html = new StringBuilder("<html><body>").Insert(12, "<table><tr><td><p>Line<br><img src=x><b>bold</b> <a href=https://x.test>more</a><ul><li>one<li>two</ul></td></tr></table>", 3_000).Append("<blockquote>").Append("end").ToString();

        Assert.Equal(html.Length, HtmlBounds.Within(html));
    }

    private static void Patiently(string html)
    {
        var shown = "";
        var thread = new Thread(() => shown = SafeHtml.Of(html, Pictures, remote: false).Html, 512 * 1024) { IsBackground = true };
        thread.Start();

        Assert.True(thread.Join(TimeSpan.FromMinutes(1)), "It takes too long.");
        Assert.StartsWith("<!DOCTYPE html>", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_quotes_within_each_other_are_shown_whole() =>
        Assert.Contains("innermost", SafeHtml.Of(string.Concat(Enumerable.Repeat("<blockquote><div>", 100)) + "innermost", Pictures, remote: false).Html, StringComparison.Ordinal);
}
