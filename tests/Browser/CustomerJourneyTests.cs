using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>Two records of one person, as the supervisor finds them.</summary>
[Collection(nameof(InTheShop))]
public sealed class CustomerJourneyTests(Shop shop)
{
    [Fact]
    public async Task A_record_alike_is_offered_merged_and_parted_again()
    {
        const string phone = "13911112222", kept = "\u6C5F\u5FC3", other = "\u6C5F\u5C0F\u5FC3";
        var first = await shop.RecordAsync(kept, phone);
        var second = await shop.RecordAsync(other, phone);
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/customers/{first}");
        await Expect(page.Locator("#customer-twins li")).ToContainTextAsync("\u7535\u8BDD\u76F8\u540C");

        await page.GetByRole(AriaRole.Button, new() { Name = "\u5408\u5E76\u5BA2\u6237\u6863\u6848" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "\u5408\u5E76\u5BA2\u6237\u6863\u6848" });
        await dialog.GetByLabel("\u6216\u53E6\u4E00\u6761\u6863\u6848").FillAsync("no-such-number");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "\u5408\u5E76", Exact = true }).ClickAsync();
        await Expect(dialog.Locator("[data-refusal]")).ToContainTextAsync("no-such-number");
        await dialog.GetByLabel("\u6216\u53E6\u4E00\u6761\u6863\u6848").FillAsync("");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "\u5408\u5E76", Exact = true }).ClickAsync();

        await Expect(page.Locator("#customer-record")).ToContainTextAsync(other);
        await page.GotoAsync($"/customers/{second}");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/customers/{first}$"));

        await page.Locator("#customer-record").GetByRole(AriaRole.Button, new() { Name = "\u62C6\u5F00" }).ClickAsync();
        await Expect(page.Locator("#customer-record")).Not.ToContainTextAsync(other);
        await page.GotoAsync($"/customers/{second}");
        await Expect(page.Locator("h1")).ToContainTextAsync(other);
    }
}
