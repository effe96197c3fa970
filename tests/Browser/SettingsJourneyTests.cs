using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>What is set up, is seen where it works.</summary>
[Collection(nameof(InTheShop))]
public sealed class SettingsJourneyTests(Shop shop)
{
    [Fact]
    public async Task A_new_team_and_its_queue_can_be_chosen_at_once()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Administrator);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/settings/teams");
        await page.Locator("[name=name]").FillAsync("\u591c\u95f4\u7ec4");
        await page.Locator("[name=code]").FillAsync("night shift");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u65b0\u5efa", Exact = true }).ClickAsync();
        await Expect(page.Locator("[aria-invalid='true']")).ToHaveCountAsync(1);
        await page.Locator("[name=code]").FillAsync("night");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u65b0\u5efa", Exact = true }).ClickAsync();
        await Expect(page.Locator("#teams")).ToContainTextAsync("\u591c\u95f4\u7ec4");

        await page.GotoAsync("/settings/queues");
        await page.Locator("[name=name]").FillAsync("\u591c\u95f4");
        await page.Locator("[name=code]").FillAsync("night");
        await page.Locator("[name=team]").SelectOptionAsync(new SelectOptionValue { Label = "\u591c\u95f4\u7ec4" });
        await page.GetByRole(AriaRole.Button, new() { Name = "\u65b0\u5efa", Exact = true }).ClickAsync();
        await Expect(page.Locator("#queues")).ToContainTextAsync("\u591c\u95f4\u7ec4");
    }

    [Fact]
    public async Task A_limit_of_the_alarms_is_refused_beside_its_field_and_kept_when_right()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Manager);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/settings/department");
        var wait = page.Locator("[name=waitMinutes]");
        var form = page.Locator("form").Filter(new() { Has = wait });
        await wait.FillAsync("-3");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator("[name=waitMinutes]")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Locator("[name=waitMinutes]")).ToHaveValueAsync("-3");
        await page.Locator("[name=waitMinutes]").FillAsync("7");
        await page.Locator("form").Filter(new() { Has = page.Locator("[name=waitMinutes]") }).GetByRole(AriaRole.Button).ClickAsync();
        await page.GotoAsync("/settings/department");
        await Expect(page.Locator("[name=waitMinutes]")).ToHaveValueAsync("7");
        await Expect(page.Locator("#history tbody tr")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_view_of_ones_own_is_kept_opened_again_and_dropped()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/tickets?queue=online&view=unassigned");
        await page.Locator("#own-view-name").FillAsync("\u5728\u7ebf\u5f85\u63a5");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u4fdd\u5b58" }).First.ClickAsync();
        await page.GotoAsync("/tickets");
        var view = page.Locator(".own-view").GetByRole(AriaRole.Link, new() { Name = "\u5728\u7ebf\u5f85\u63a5" });
        await view.ClickAsync();
        await Expect(page.Locator(".own-view.on")).ToContainTextAsync("\u5728\u7ebf\u5f85\u63a5");
        await page.Locator(".own-view.on").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.Locator(".own-view")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_alarm_of_the_cockpit_leads_to_what_it_is_about()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/cockpit");
        var alarm = page.Locator(".alarm a").First;
        await Expect(alarm).ToBeVisibleAsync();
        await alarm.ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/cockpit$"));
        await Expect(page.Locator("main")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_keys_of_a_closed_menu_work()
    {
        var (ticket, _) = await shop.WriteInAsync("\u952e\u76d8");
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        await page.Locator("#conv").PressAsync("a");
        await Expect(page.Locator("#assign")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("#conv").PressAsync("2");
        await Expect(page.Locator(".presence-btn")).ToContainTextAsync("\u4f1a\u8bdd\u4e2d");
    }
}
