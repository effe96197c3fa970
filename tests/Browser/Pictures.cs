using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;

namespace Banzhang.Tests.Browser;

/// <summary>The pictures of the documentation, taken by eng/pictures and by nobody else.</summary>
[Collection(nameof(InTheShop))]
public sealed class Pictures(Shop shop)
{
    public static string? Folder => Environment.GetEnvironmentVariable("BANZHANG_PICTURES");

    [Fact(Explicit = true)]
    public async Task The_pictures_of_the_documentation_are_taken()
    {
        await TakeAsync(RoleCodes.Supervisor, "cockpit.png", _ => Task.FromResult("/cockpit"));
        await TakeAsync(RoleCodes.Agent, "workspace.png", LongestAsync);
    }

    /// <summary>Among what the agent has open, the conversation that shows most.</summary>
    private static async Task<string> LongestAsync(IPage page)
    {
        await page.GotoAsync("/desk?view=mine");
        var addresses = await page.Locator("#list-rows > a").EvaluateAllAsync<string[]>("rows => rows.slice(0, 8).map(r => r.getAttribute('href'))");
        var (longest, most) = (addresses[0], 0);
        foreach (var address in addresses)
        {
            await page.GotoAsync(address);
            var said = await page.Locator("#conv .thread > *").CountAsync();
            (longest, most) = said > most ? (address, said) : (longest, most);
        }

        return longest;
    }

    private async Task TakeAsync(string role, string file, Func<IPage, Task<string>> address)
    {
        await using var context = await shop.VisitAsAsync(role, theme: "light");
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, await address(page));
        await page.EvaluateAsync("document.querySelector('#list-rows [aria-current]')?.scrollIntoView({ block: 'nearest' })");
        await page.EvaluateAsync("document.fonts.ready");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder!, file), Animations = ScreenshotAnimations.Disabled });
    }
}
