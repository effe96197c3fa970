using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>Two tickets of one matter, and one ticket of two, as a person at the keyboard does it.</summary>
[Collection(nameof(InTheShop))]
public sealed class JoiningJourneyTests(Shop shop)
{
    [Fact]
    public async Task A_second_contact_is_merged_by_keyboard_and_parted_again()
    {
        const string asked = "\u5feb\u9012\u5230\u54ea\u4e86", again = "\u518d\u95ee\u4e00\u6b21\u5feb\u9012";
        var (first, link) = await shop.WriteInAsync(asked);
        var (second, _) = await shop.WriteInAsync(again);
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{second.Number}?view=unassigned");

        await page.Locator("#conv").PressAsync("m");
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "\u5e76\u5165\u53e6\u4e00\u5f20\u5de5\u5355" });
        await dialog.GetByLabel("\u6216\u8f93\u5165\u7f16\u53f7").FillAsync(first.Number);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "\u5408\u5e76", Exact = true }).ClickAsync();
        await Expect(page.Locator("#conv .conv-mark")).ToContainTextAsync($"\u5df2\u5e76\u5165 {first.Number}");

        await using var other = await shop.VisitAsAsync(RoleCodes.Agent);
        var survivor = await other.NewPageAsync();
        await Shop.LiveAtAsync(survivor, $"/desk/{first.Number}?view=unassigned");
        await Expect(survivor.Locator("#conv .conv-mark")).ToContainTextAsync(second.Number);
        await Expect(survivor.Locator("#conv .thread .said")).ToHaveCountAsync(2);

        await page.Locator("[popovertarget=conv-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "\u62c6\u56de" }).ClickAsync();
        await Expect(page.Locator("#conv .conv-mark")).ToHaveCountAsync(0);
        await Expect(survivor.Locator("#conv .thread .said")).ToHaveCountAsync(1);
        Assert.NotEmpty(link);
    }

    [Fact]
    public async Task A_second_matter_becomes_a_ticket_that_is_linked_with_the_first()
    {
        var (ticket, link) = await shop.WriteInAsync("\u4e24\u4ef6\u4e8b");
        await shop.WriteAgainAsync(link, "\u53d1\u7968\u62ac\u5934\u4e5f\u5f00\u9519\u4e86\u3002");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");

        await page.Locator("[popovertarget=conv-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "\u62c6\u5206" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "\u62c6\u5206\u5de5\u5355" });
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "\u53d1\u7968" }).CheckAsync();
        await dialog.GetByLabel("\u4e3b\u9898").FillAsync("\u53d1\u7968\u62ac\u5934");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "\u62c6\u5206", Exact = true }).ClickAsync();

        var part = page.Locator("#about .linked a");
        await Expect(part).ToContainTextAsync("\u53d1\u7968\u62ac\u5934");
        await part.ClickAsync();
        await Expect(page.Locator("#conv h2").First).ToContainTextAsync("\u53d1\u7968\u62ac\u5934");
        await Expect(page.Locator("#about .linked")).ToContainTextAsync(ticket.Number);
    }
}
