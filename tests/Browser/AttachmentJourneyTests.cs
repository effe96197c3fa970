using System.Text;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

/// <summary>Files that go along: chosen, dropped, pasted, taken out, sent and fetched again.</summary>
[Collection(nameof(InTheShop))]
public sealed class AttachmentJourneyTests(Shop shop)
{
    [Fact]
    public async Task An_agent_chooses_drops_and_pastes_files_takes_one_out_and_the_customer_gets_the_rest()
    {
        var (ticket, link) = await shop.WriteInAsync("\u9644\u4EF6");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var (field, chips) = (page.Locator("#composer-files"), page.Locator("[data-picked=composer-files] .attach"));

        await field.SetInputFilesAsync(File("one.txt", "one"));
        await field.SetInputFilesAsync([File("two.txt", "two"), File("one.txt", "other")]);
        await DropAsync(page.Locator("#composer-text"), "three.txt", "three");
        await PasteAsync(page.Locator("#composer-text"), "image.png", "image/png");
        await Expect(chips).ToHaveCountAsync(5);
        await Expect(chips.Nth(0)).ToContainTextAsync("one.txt3 B");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u79FB\u9664 two.txt" }).ClickAsync();
        await Expect(chips).ToHaveCountAsync(4);
        await page.Locator("#composer-text").FillAsync("\u8BF7\u67E5\u6536");
        await page.Locator("#conv .send-reply").ClickAsync();

        var shown = page.Locator("#conv .thread a.attach");
        await Expect(shown).ToHaveCountAsync(4);
        await Expect(chips).ToHaveCountAsync(0);
        Assert.Equal(0, await field.EvaluateAsync<int>("f => f.files.length"));
        await Expect(shown.Nth(2)).ToContainTextAsync("three.txt");

        await using var outside = await shop.VisitAsync();
        var customer = await outside.NewPageAsync();
        await customer.GotoAsync($"/portal/t/{link}");
        var door = customer.Locator("#chat a.attach", new() { HasText = "three.txt" });
        var download = await customer.RunAndWaitForDownloadAsync(() => door.ClickAsync());
        Assert.Equal(("three.txt", "three"), (download.SuggestedFilename, await System.IO.File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task What_is_too_much_is_told_before_it_is_sent_and_what_is_refused_stays_chosen()
    {
        var (ticket, link) = await shop.WriteInAsync("\u592A\u591A");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var (field, chips, no) = (page.Locator("#composer-files"), page.Locator("[data-picked=composer-files] .attach"), page.Locator("[data-picked-no=composer-files]"));

        // Its real bytes do not matter: the browser knows the length.
        await field.EvaluateAsync("f => { const l = new DataTransfer(); l.items.add(new File([new Uint8Array(26214401)], 'large.bin')); l.items.add(new File([], 'none.txt')); f.files = l.files; f.dispatchEvent(new Event('change', { bubbles: true })); }");
        await Expect(no).ToContainTextAsync("large.bin");
        await Expect(chips).ToHaveCountAsync(0);
        await field.SetInputFilesAsync([.. Enumerable.Range(0, 21).Select(i => File($"{i}.txt", $"{i}"))]);
        await Expect(no).ToContainTextAsync("20");
        await Expect(chips).ToHaveCountAsync(20);

        // Somebody was faster: the answer is refused, text and files stay, and go with the second try.
        await shop.WriteAgainAsync(link, "\u8FD8\u6709\u4E00\u4EF6\u4E8B");
        await page.Locator("#composer-text").FillAsync("\u8BF7\u67E5\u6536");
        await page.RouteAsync("**/messages", async route => await route.FulfillAsync(new() { Status = 409, Body = "<div class='banner bad'>\u5426</div>", ContentType = "text/html" }), new() { Times = 1 });
        await page.Locator("#conv .send-reply").ClickAsync();
        await Expect(page.Locator("#composer-form [data-refusal]")).ToContainTextAsync("\u5426");
        await Expect(chips).ToHaveCountAsync(20);
        Assert.Equal(20, await field.EvaluateAsync<int>("f => f.files.length"));
    }

    [Fact]
    public async Task Without_a_line_the_composer_says_that_files_cannot_wait_and_keeps_them()
    {
        var (ticket, _) = await shop.WriteInAsync("\u65AD\u7F51\u9644\u4EF6");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        await page.Locator("#composer-files").SetInputFilesAsync(File("one.txt", "one"));
        await page.Locator("#composer-text").FillAsync("\u8BF7\u67E5\u6536");

        await context.SetOfflineAsync(true);
        await page.Locator("#composer-text").PressAsync("Control+Enter");
        await Expect(page.Locator("#composer-form [data-refusal]")).ToContainTextAsync("\u9644\u4EF6\u65E0\u6CD5\u79BB\u7EBF\u7B49\u5F85");
        await context.SetOfflineAsync(false);
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-conn", "live", new() { Timeout = 40_000 });
        await page.Locator("#composer-text").PressAsync("Control+Enter");

        await Expect(page.Locator("#conv .thread a.attach")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_customer_asks_with_a_picture_that_stays_chosen_when_something_is_missing()
    {
        await using var outside = await shop.VisitAsync(390, 844);
        var page = await outside.NewPageAsync();
        await page.GotoAsync("/portal/new");
        await page.Locator("#files").SetInputFilesAsync(new FilePayload { Name = "\u76D6\u5B50.png", MimeType = "image/png", Buffer = Picture });
        await page.GetByLabel("\u60A8\u7684\u79F0\u547C").FillAsync("\u6797\u6653");
        await page.GetByLabel("\u4E00\u53E5\u8BDD\u6982\u62EC").FillAsync("\u58F6\u76D6\u5F00\u88C2");
        await page.GetByLabel("\u8BE6\u7EC6\u8BF4\u660E").FillAsync("\u89C1\u56FE\u3002");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u63D0\u4EA4", Exact = true }).ClickAsync();
        await Expect(page.Locator("#request [data-refusal]")).Not.ToBeEmptyAsync();
        await Expect(page.Locator("[data-picked=files] .attach")).ToHaveCountAsync(1);
        await page.GetByLabel("\u624B\u673A\u53F7\u6216\u90AE\u7BB1").FillAsync("13900001235");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u63D0\u4EA4", Exact = true }).ClickAsync();
        var door = page.GetByRole(AriaRole.Link, new() { Name = "\u67E5\u770B\u6211\u7684\u95EE\u9898" });
        await Shop.LiveAtAsync(page, (await door.GetAttributeAsync("href"))! + "#chat");
        await Expect(page.Locator("#chat a.attach")).ToContainTextAsync("\u76D6\u5B50.png");

        await page.Locator("#chat-files").SetInputFilesAsync(File("two.txt", "two"));
        await page.Locator("#chat").GetByRole(AriaRole.Button, new() { Name = "\u53D1\u9001" }).ClickAsync();
        await Expect(page.Locator("#chat a.attach")).ToHaveCountAsync(2);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Fact]
    public async Task Without_script_a_customer_sends_a_file_all_the_same()
    {
        await using var outside = await shop.VisitPlainAsync();
        var page = await outside.NewPageAsync();
        await page.GotoAsync("/portal/new");
        await page.Locator("#files").SetInputFilesAsync(File("one.txt", "one"));
        await page.GetByLabel("\u60A8\u7684\u79F0\u547C").FillAsync("\u6797\u6653");
        await page.GetByLabel("\u624B\u673A\u53F7\u6216\u90AE\u7BB1").FillAsync("13900001236");
        await page.GetByLabel("\u4E00\u53E5\u8BDD\u6982\u62EC").FillAsync("\u58F6\u76D6\u5F00\u88C2");
        await page.GetByLabel("\u8BE6\u7EC6\u8BF4\u660E").FillAsync("\u89C1\u9644\u4EF6\u3002");
        await page.GetByRole(AriaRole.Button, new() { Name = "\u63D0\u4EA4", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "\u67E5\u770B\u6211\u7684\u95EE\u9898" }).ClickAsync();
        await Expect(page.Locator("#chat a.attach")).ToContainTextAsync("one.txt");
        await Expect(page.Locator("#chat-files")).ToBeInViewportAsync(new() { Ratio = 1 });
    }

    private static byte[] Picture => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static FilePayload File(string name, string content) => new() { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(content) };

    private static async Task DropAsync(ILocator where, string name, string content) => await where.EvaluateAsync(
        "(e, [name, content]) => { const d = new DataTransfer(); d.items.add(new File([content], name, { type: 'text/plain' })); for (const type of ['dragover', 'drop']) e.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: d })); }",
        new[] { name, content });

    private static async Task PasteAsync(ILocator where, string name, string type) => await where.EvaluateAsync(
        "(e, [name, type]) => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array([1, 2])], name, { type })); e.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: d })); }",
        new[] { name, type });
}
