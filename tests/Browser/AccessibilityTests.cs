using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;

namespace Banzhang.Tests.Browser;

/// <summary>What axe-core calls serious or critical is on no page, by day and by night.</summary>
[Collection(nameof(InTheShop))]
public sealed class AccessibilityTests(Shop shop)
{
    private static readonly string Axe = Read();
    private static readonly string Look = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
          .filter(v => v.impact === 'serious' || v.impact === 'critical')
          .flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')} | ${n.html.slice(0, 160)} | ${n.any.concat(n.all, n.none).map(c => c.message).join('; ').slice(0, 200)}`))
        """;

    public static TheoryData<string, string> Pages
    {
        get
        {
            var pages = new TheoryData<string, string>();
            foreach (var theme in new[] { "light", "dark" })
            {
                foreach (var address in new[] { "/ui", "/sign-in", "/portal", "/portal/new", "/cockpit", "/tickets", "/mail", "/mail/outbox", "/settings/mail", "/settings/mail/account", "/settings/mail/letters", "/quality/policy", "/quality/policy/rule?id=forbidden.blame", "/quality/policy/bounds", "/quality/classifier", "/quality/inspections", Open })
                {
                    pages.Add(address, theme);
                }
            }

            return pages;
        }
    }

    private static string Open => "/desk with an open ticket";

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_has_no_serious_barrier(string address, string theme)
    {
        var isPublic = address is "/ui" or "/sign-in" or "/portal" or "/portal/new";
        await using var context = isPublic ? await shop.VisitAsync(theme: theme) : await shop.VisitAsAsync(address.StartsWith("/settings", StringComparison.Ordinal) ? RoleCodes.Manager : RoleCodes.Supervisor, theme: theme);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address == Open ? "/desk?view=open" : address);
        if (address == Open)
        {
            await page.GotoAsync((await page.Locator("#list-rows a").First.GetAttributeAsync("href"))!);
        }

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", theme);
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<string[]>(Look);
        Assert.True(found.Length == 0, $"{address} ({theme})\n{string.Join('\n', found)}");
    }

    private static string Read()
    {
        using var reader = new StreamReader(typeof(AccessibilityTests).Assembly.GetManifestResourceStream("axe.min.js")!);
        return reader.ReadToEnd() + "; undefined";
    }
}
