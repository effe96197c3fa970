using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>What a person writes while the line is gone.</summary>
[Collection(nameof(InTheShop))]
public sealed class OfflineJourneyTests(Shop shop)
{
    [Fact]
    public async Task Answers_written_offline_wait_and_are_sent_once_in_their_order()
    {
        var (ticket, _) = await shop.WriteInAsync("\u65AD\u7F51\u56DE\u590D");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await context.SetOfflineAsync(true);
        await SendAsync(page, "\u7B2C\u4E00\u53E5");
        await SendAsync(page, "\u7B2C\u4E8C\u53E5");
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(2);
        await Expect(page.Locator("[data-conn-banner=offline]")).ToContainTextAsync("\u8054\u7F51\u540E\u81EA\u52A8\u53D1\u9001\uFF1A2");

        await context.SetOfflineAsync(false);
        await Expect(page.Locator("#conv .thread > .msg.me .said")).ToHaveTextAsync(["\u7B2C\u4E00\u53E5", "\u7B2C\u4E8C\u53E5"], new() { Timeout = 40_000 });
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(0);
        Assert.Equal(2, (await shop.ReadAsync(ticket)).Messages!.Count(m => m.Author == Banzhang.Desk.Contracts.AuthorKind.Agent));
    }

    [Fact]
    public async Task An_answer_that_did_arrive_before_the_line_broke_is_not_sent_twice()
    {
        var (ticket, _) = await shop.WriteInAsync("\u7B54\u590D\u4E22\u5931");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await LoseFirstAnswerAsync(page);
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await SendAsync(page, "\u53EA\u53D1\u4E00\u6B21");
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(1);
        await page.ReloadAsync();

        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(0);
        await Expect(page.Locator("#conv .thread > .msg.me .said")).ToHaveTextAsync(["\u53EA\u53D1\u4E00\u6B21"]);
        Assert.Single((await shop.ReadAsync(ticket)).Messages!, m => m.Author == Banzhang.Desk.Contracts.AuthorKind.Agent);
    }

    [Fact]
    public async Task What_waits_behind_an_answer_that_did_arrive_is_sent_too()
    {
        var (ticket, _) = await shop.WriteInAsync("\u4E24\u53E5\u90FD\u5230");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        // The page hears nothing of what the server did.
        await LoseFirstAnswerAsync(page, () => context.SetOfflineAsync(true));
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await SendAsync(page, "\u7B2C\u4E00\u53E5");
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(1);
        await SendAsync(page, "\u7B2C\u4E8C\u53E5");
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(2);
        await context.SetOfflineAsync(false);

        await Expect(page.Locator("#conv .thread > .msg.me .said")).ToHaveTextAsync(["\u7B2C\u4E00\u53E5", "\u7B2C\u4E8C\u53E5"], new() { Timeout = 40_000 });
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(0);
        Assert.Equal(2, (await shop.ReadAsync(ticket)).Messages!.Count(m => m.Author == Banzhang.Desk.Contracts.AuthorKind.Agent));
    }

    [Fact]
    public async Task A_draft_kept_in_the_browser_is_its_persons_and_goes_when_they_sign_out()
    {
        var (ticket, _) = await shop.WriteInAsync("\u8349\u7A3F");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await context.SetOfflineAsync(true);
        await page.Locator("#composer-text").FillAsync("\u8FD8\u6CA1\u5199\u5B8C");
        await page.WaitForFunctionAsync("Object.keys(localStorage).some(k => k.startsWith('draft '))");
        Assert.True(await page.EvaluateAsync<bool>("Object.keys(localStorage).filter(k => k.startsWith('draft ')).every(k => k.startsWith(`draft ${document.body.dataset.user} /`))"));

        await page.RouteAsync("**/draft", route => route.AbortAsync());

        // The session is every journey's of this role: the page signs out, the server does not hear of it.
        await page.RouteAsync("**/sign-out", route => route.FulfillAsync(new() { Status = 204 }));
        await context.SetOfflineAsync(false);
        await page.Locator("form[action$='/sign-out']").First.EvaluateAsync("f => f.requestSubmit()");
        await page.WaitForFunctionAsync("!Object.keys(localStorage).some(k => k.startsWith('draft '))");
    }

    [Fact]
    public async Task What_is_refused_when_the_line_is_back_returns_to_the_composer_with_the_reason()
    {
        var (ticket, link) = await shop.WriteInAsync("\u671F\u95F4\u6709\u53D8");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await context.SetOfflineAsync(true);
        await SendAsync(page, "\u5DF2\u7ECF\u5BC4\u51FA");
        await shop.WriteAgainAsync(link, "\u4E0D\u7528\u5BC4\u4E86");
        await context.SetOfflineAsync(false);

        await Expect(page.Locator("#composer-text")).ToHaveValueAsync("\u5DF2\u7ECF\u5BC4\u51FA", new() { Timeout = 40_000 });
        await Expect(page.Locator("#composer-form [data-refusal]")).Not.ToBeEmptyAsync();
        await Expect(page.Locator(".waits .msg")).ToHaveCountAsync(0);
        Assert.DoesNotContain((await shop.ReadAsync(ticket)).Messages!, m => m.Author == Banzhang.Desk.Contracts.AuthorKind.Agent);
    }

    [Fact]
    public async Task Other_acts_rest_with_their_reason_until_the_line_is_back()
    {
        var (ticket, _) = await shop.WriteInAsync("\u79BB\u7EBF\u64CD\u4F5C");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var act = page.Locator("#conv .conv-head form button[type=submit]").First;

        await context.SetOfflineAsync(true);
        await Expect(act).ToHaveAttributeAsync("aria-disabled", "true");
        await act.DispatchEventAsync("click");
        await Expect(page.Locator(".toast.warn")).ToContainTextAsync("\u79BB\u7EBF\u65F6\u4E0D\u80FD\u64CD\u4F5C");

        await context.SetOfflineAsync(false);
        await Expect(act).Not.ToHaveAttributeAsync("aria-disabled", "true");
    }

    /// <summary>The server does what is sent first; its answer never comes back.</summary>
    private static async Task LoseFirstAnswerAsync(IPage page, Func<Task>? before = null)
    {
        var cut = true;
        await page.RouteAsync("**/messages", async route =>
        {
            if (!cut)
            {
                await route.ContinueAsync();
                return;
            }

            cut = false;
            await (before?.Invoke() ?? Task.CompletedTask);
            await route.FetchAsync();
            await route.AbortAsync();
        });
    }

    private static async Task SendAsync(IPage page, string text)
    {
        await page.Locator("#composer-text").FillAsync(text);
        await page.Locator("#composer-text").PressAsync("Control+Enter");
        await Expect(page.Locator("#composer-text")).ToHaveValueAsync("");
    }
}
