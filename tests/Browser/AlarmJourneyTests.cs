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

    /// <summary>Notes what is spoken, and what stood in the bell when the page had its turn to tell.</summary>
    private const string Hearing = """
        window.spoken = []; window.turns = [];
        addEventListener('DOMContentLoaded', () => {
          const region = document.getElementById('say-now');
          if (region) new MutationObserver(() => { if (region.textContent) window.spoken.push(region.textContent); }).observe(region, { childList: true, characterData: true, subtree: true });
        });
        const request = navigator.locks.request.bind(navigator.locks);
        navigator.locks.request = async (name, ...rest) => {
          const bell = document.getElementById('my-state')?.textContent ?? '';
          const answer = await request(name, ...rest);
          if (name === 'banzhang.alarms') requestAnimationFrame(() => requestAnimationFrame(() => window.turns.push(bell)));
          return answer;
        };
        """;

    private static readonly string Hidden = "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' });";

    [Fact]
    public async Task Several_that_rise_at_once_are_spoken_in_one_text()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        await context.AddInitScriptAsync(Hearing);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, "/account");

        await shop.RaiseAlarmAsync("\u5E76\u53D1\u7532", "\u5E76\u53D1\u4E59");
        await HadItsTurnAsync(page, "\u5E76\u53D1\u4E59");

        var spoken = Assert.Single(await SpokenAsync(page, "\u5E76\u53D1"));
        Assert.Contains("\u5E76\u53D1\u7532", spoken, StringComparison.Ordinal);
        Assert.Contains("\u5E76\u53D1\u4E59", spoken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tab_nobody_sees_leaves_it_to_one_that_is_seen_and_tells_it_where_there_is_none()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        await context.AddInitScriptAsync(Hearing);
        var hidden = await context.NewPageAsync();
        await hidden.AddInitScriptAsync(Hidden);
        await Shop.LiveAtAsync(hidden, "/account");
        var seen = await context.NewPageAsync();
        await Shop.LiveAtAsync(seen, "/account");

        await shop.RaiseAlarmAsync("\u4E24\u4E2A\u6807\u7B7E");
        await HadItsTurnAsync(seen, "\u4E24\u4E2A\u6807\u7B7E");
        await HadItsTurnAsync(hidden, "\u4E24\u4E2A\u6807\u7B7E");
        Assert.Single(await SpokenAsync(seen, "\u4E24\u4E2A\u6807\u7B7E"));
        Assert.Empty(await SpokenAsync(hidden, "\u4E24\u4E2A\u6807\u7B7E"));

        await seen.CloseAsync();
        await shop.RaiseAlarmAsync("\u65E0\u4EBA\u770B\u89C1");
        await HadItsTurnAsync(hidden, "\u65E0\u4EBA\u770B\u89C1");
        Assert.Single(await SpokenAsync(hidden, "\u65E0\u4EBA\u770B\u89C1"));
    }

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

    /// <summary>The page looked at the bell while this stood in it, and its words are drawn.</summary>
    private static async Task HadItsTurnAsync(IPage page, string alarm) => await page.WaitForFunctionAsync("alarm => window.turns.some(t => t.includes(alarm))", alarm);

    private static async Task<string[]> SpokenAsync(IPage page, string alarm) => [.. (await page.EvaluateAsync<string[]>("window.spoken")).Where(s => s.Contains(alarm, StringComparison.Ordinal))];
}
