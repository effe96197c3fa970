using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>An alarm that rises while the supervisor looks elsewhere.</summary>
[Collection(nameof(InTheShop))]
public sealed class AlarmJourneyTests(Shop shop)
{
    /// <summary>Notes what the page asks of the browser; the browser does it all the same.</summary>
    private const string Listening = """
        window.shown = []; window.tones = 0;
        const Real = Notification;
        window.Notification = class extends Real { constructor(title, options) { super(title, options); window.shown.push(options.body); } };
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) { window.tones++; return start.apply(this, at); };
        """;

    [Fact]
    public async Task It_is_shown_and_heard_once_where_the_person_wants_it_and_not_within_the_muted_hours()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        await context.GrantPermissionsAsync(["notifications"]);
        await context.AddInitScriptAsync(Listening);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, "/account");

        await shop.RaiseAlarmAsync("\u7B2C\u4E00\u4E2A\u544A\u8B66");
        await Expect(page.Locator("#notices .notice.unread").First).ToContainTextAsync("\u7B2C\u4E00\u4E2A\u544A\u8B66");
        Assert.Empty(await page.EvaluateAsync<string[]>("window.shown"));

        await SaveAsync(page, "", "");
        await shop.RaiseAlarmAsync("\u7B2C\u4E8C\u4E2A\u544A\u8B66");
        await page.WaitForFunctionAsync("window.shown.length > 0 && window.tones > 1");
        Assert.Single(await page.EvaluateAsync<string[]>("window.shown"), s => s.Contains("\u7B2C\u4E8C\u4E2A\u544A\u8B66", StringComparison.Ordinal));

        await SaveAsync(page, "00:00", "23:59");
        await shop.RaiseAlarmAsync("\u7B2C\u4E09\u4E2A\u544A\u8B66");
        await Expect(page.Locator("#notices .notice.unread").First).ToContainTextAsync("\u7B2C\u4E09\u4E2A\u544A\u8B66");
        Assert.Empty(await page.EvaluateAsync<string[]>("window.shown"));
        Assert.Equal(0, await page.EvaluateAsync<int>("window.tones"));
    }

    /// <summary>The page is shown again after it; what it noted begins anew.</summary>
    private static async Task SaveAsync(IPage page, string from, string to)
    {
        var form = page.Locator("form[action='/account/alarms']");
        await form.Locator("[name=inBrowser]").SetCheckedAsync(true, new() { Force = true });
        await form.Locator("[name=sound]").SetCheckedAsync(true, new() { Force = true });
        await form.Locator("[name=mutedFrom]").FillAsync(from);
        await form.Locator("[name=mutedTo]").FillAsync(to);
        await page.RunAndWaitForResponseAsync(() => form.Locator("button[type=submit]").ClickAsync(), r => r.Url.Contains("/live/events", StringComparison.Ordinal));
        await page.Locator("h1").First.ClickAsync();
    }
}
