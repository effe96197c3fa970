using System.Text.RegularExpressions;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Banzhang.Tests.Browser;

[Collection(nameof(InTheShop))]
public sealed partial class JourneyTests(Shop shop)
{
    [Fact]
    public async Task A_customer_is_helped_from_the_first_line_to_the_rating()
    {
        const string subject = "恒温壶收到时壶盖开裂", answer = "已为您安排换新，明天上门取件。", note = "仓库反馈同批次三件开裂", thanks = "好的，明天下午在家。";
        await using var outside = await shop.VisitAsync();
        var customer = await outside.NewPageAsync();
        await customer.GotoAsync("/portal/new");
        await customer.GetByLabel("您的称呼").FillAsync("林晓");
        await customer.GetByLabel("手机号或邮箱").FillAsync("13900001234");
        await customer.GetByLabel("一句话概括").FillAsync(subject);
        await customer.GetByLabel("详细说明").FillAsync("今天刚拆封，壶盖有一道裂纹。");
        await customer.GetByRole(AriaRole.Button, new() { Name = "提交", Exact = true }).ClickAsync();
        var door = customer.GetByRole(AriaRole.Link, new() { Name = "查看我的问题" });
        await Shop.LiveAtAsync(customer, (await door.GetAttributeAsync("href"))!);

        await using var inside = await shop.VisitAsAsync(RoleCodes.Agent);
        var agent = await inside.NewPageAsync();
        await agent.GotoAsync("/desk?view=unassigned&sort=newest");
        var row = agent.Locator("#list-rows").GetByRole(AriaRole.Link).Filter(new() { HasText = subject });
        await Shop.LiveAtAsync(agent, (await row.GetAttributeAsync("href"))!);
        var conversation = agent.Locator("#conv");
        var takeOver = conversation.GetByRole(AriaRole.Button, new() { Name = "接手" });
        await takeOver.ClickAsync();
        await Expect(takeOver).ToHaveCountAsync(0);

        await agent.GetByLabel("回复内容").FillAsync(answer);
        await conversation.Locator(".send-reply").ClickAsync();
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(answer);
        await Expect(customer.Locator("#chat .thread")).ToContainTextAsync(answer);

        await conversation.GetByText("备注", new() { Exact = true }).ClickAsync();
        await agent.GetByLabel("备注内容，客户看不到").FillAsync(note);
        await conversation.Locator(".send-note").ClickAsync();
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(note);

        await customer.GetByLabel("写给我们").FillAsync(thanks);
        await customer.Locator("#chat").GetByRole(AriaRole.Button, new() { Name = "发送" }).ClickAsync();
        await Expect(customer.Locator("#chat .thread")).ToContainTextAsync(thanks);
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(thanks);
        await Expect(customer.Locator("body")).Not.ToContainTextAsync(note);

        await conversation.GetByRole(AriaRole.Button, new() { Name = "结案", Exact = true }).ClickAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "问题已解决" }).ClickAsync();
        await Expect(customer.GetByRole(AriaRole.Button, new() { Name = "问题已解决" })).ToHaveCountAsync(0);
        await customer.GetByRole(AriaRole.Radio, new() { Name = "非常满意" }).CheckAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "提交评价" }).ClickAsync();
        await Expect(customer.GetByRole(AriaRole.Heading, new() { Name = "感谢您的评价" })).ToBeVisibleAsync();
        await Expect(customer.Locator("body")).Not.ToContainTextAsync(note);
    }

    [Fact]
    public async Task A_number_of_the_cockpit_opens_the_tickets_behind_it()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/cockpit");
        await Expect(page.Locator("#cockpit-queue-rows tr")).Not.ToHaveCountAsync(0);
        await Expect(page.Locator("#cockpit-risks .risk")).Not.ToHaveCountAsync(0);
        await page.Locator("#queue-online td.b a").ClickAsync();
        await Expect(page).ToHaveURLAsync(OnlineTickets());
        await Expect(page.Locator("#tickets tbody tr")).Not.ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_half_typed_answer_survives_what_the_customer_writes_meanwhile()
    {
        const string half = "您好，我正在查", more = "另外，发票也没有收到。";
        var (ticket, link) = await shop.WriteInAsync("包裹停在分拨中心");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var text = page.GetByLabel("回复内容");
        await text.FillAsync(half);
        await shop.WriteAgainAsync(link, more);
        await Expect(page.Locator("#conv .thread")).ToContainTextAsync(more);
        await Expect(text).ToHaveValueAsync(half);
        await Expect(text).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_a_sentence_in_either_language()
    {
        await using var context = await shop.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await shop.SignInAsync(page, RoleCodes.Manager, "not-the-password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("密码");
        await page.GetByRole(AriaRole.Button, new() { Name = "English" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await shop.SignInAsync(page, RoleCodes.Manager, "not-the-password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("password");
        await shop.SignInAsync(page, RoleCodes.Manager);
        await Expect(page.Locator(".rail")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/cockpit")]
    public async Task A_phone_shows_the_page_without_scrolling_sideways(string address)
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor, 390, 844);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator("main")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [GeneratedRegex(@"/tickets\?queue=online&view=unassigned$")]
    private static partial Regex OnlineTickets();
}
