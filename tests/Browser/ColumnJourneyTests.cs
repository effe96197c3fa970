using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>Columns as wide as a person wants them.</summary>
[Collection(nameof(InTheShop))]
public sealed class ColumnJourneyTests(Shop shop)
{
    [Fact]
    public async Task A_column_is_widened_by_mouse_and_keyboard_stays_so_and_is_reset()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, "/customers");
        var head = page.Locator("#customers thead th").First;
        var before = await WidthAsync(head);

        var grip = (await head.Locator("[data-resize]").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(grip.X + (grip.Width / 2), grip.Y + (grip.Height / 2));
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(grip.X + (grip.Width / 2) + 60, grip.Y + (grip.Height / 2), new() { Steps = 4 });
        await page.Mouse.UpAsync();
        Assert.Equal(before + 60, await WidthAsync(head), 1.5);

        await head.FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        await page.Keyboard.PressAsync("Alt+ArrowLeft");
        Assert.Equal(before + 76, await WidthAsync(head), 1.5);
        Assert.EndsWith("/customers", page.Url, StringComparison.Ordinal);

        await page.ReloadAsync();
        Assert.Equal(before + 76, await WidthAsync(head), 1.5);

        await head.Locator("[data-resize]").DblClickAsync();
        Assert.Equal(before, await WidthAsync(head), 1.5);

        await head.FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowRight");
        Assert.Equal(before + 16, await WidthAsync(head), 1.5);
        await page.Keyboard.PressAsync("Alt+Home");
        Assert.Equal(before, await WidthAsync(head), 1.5);
        Assert.Equal(0, await page.EvaluateAsync<int>("Object.keys(localStorage).filter(k => k.startsWith('banzhang.columns')).length"));
    }

    [Fact]
    public async Task The_first_column_stays_in_sight_on_a_narrow_screen()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor, width: 800);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, "/tickets?view=all");
        var wrap = page.Locator(".table-wrap").First;
        var name = page.Locator("#tickets tbody tr").First.Locator("td").Nth(1);

        await wrap.EvaluateAsync("w => { w.scrollLeft = 300 }");

        var (left, edge) = ((await name.BoundingBoxAsync())!.X, (await wrap.BoundingBoxAsync())!.X);
        Assert.True(await wrap.EvaluateAsync<int>("w => w.scrollLeft") > 0);
        Assert.InRange(left, edge - 1, edge + 1);
    }

    private static async Task<double> WidthAsync(ILocator head)
    {
        await Expect(head).ToBeVisibleAsync();
        return (await head.BoundingBoxAsync())!.Width;
    }
}
