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
        const string subject = "\u6052\u6E29\u58F6\u6536\u5230\u65F6\u58F6\u76D6\u5F00\u88C2", answer = "\u5DF2\u4E3A\u60A8\u5B89\u6392\u6362\u65B0\uFF0C\u660E\u5929\u4E0A\u95E8\u53D6\u4EF6\u3002", note = "\u4ED3\u5E93\u53CD\u9988\u540C\u6279\u6B21\u4E09\u4EF6\u5F00\u88C2", thanks = "\u597D\u7684\uFF0C\u660E\u5929\u4E0B\u5348\u5728\u5BB6\u3002";
        await using var outside = await shop.VisitAsync();
        var customer = await outside.NewPageAsync();
        await customer.GotoAsync("/portal/new");
        await customer.GetByLabel("\u60A8\u7684\u79F0\u547C").FillAsync("\u6797\u6653");
        await customer.GetByLabel("\u624B\u673A\u53F7\u6216\u90AE\u7BB1").FillAsync("13900001234");
        await customer.GetByLabel("\u4E00\u53E5\u8BDD\u6982\u62EC").FillAsync(subject);
        await customer.GetByLabel("\u8BE6\u7EC6\u8BF4\u660E").FillAsync("\u4ECA\u5929\u521A\u62C6\u5C01\uFF0C\u58F6\u76D6\u6709\u4E00\u9053\u88C2\u7EB9\u3002");
        await customer.GetByRole(AriaRole.Button, new() { Name = "\u63D0\u4EA4", Exact = true }).ClickAsync();
        var door = customer.GetByRole(AriaRole.Link, new() { Name = "\u67E5\u770B\u6211\u7684\u95EE\u9898" });
        await Shop.LiveAtAsync(customer, (await door.GetAttributeAsync("href"))!);

        await using var inside = await shop.VisitAsAsync(RoleCodes.Agent);
        var agent = await inside.NewPageAsync();
        await agent.GotoAsync("/desk?view=unassigned&sort=newest");
        var row = agent.Locator("#list-rows").GetByRole(AriaRole.Link).Filter(new() { HasText = subject });
        await Shop.LiveAtAsync(agent, (await row.GetAttributeAsync("href"))!);
        var conversation = agent.Locator("#conv");
        var takeOver = conversation.GetByRole(AriaRole.Button, new() { Name = "\u63A5\u624B" });
        await takeOver.ClickAsync();
        await Expect(takeOver).ToHaveCountAsync(0);

        await agent.GetByLabel("\u56DE\u590D\u5185\u5BB9").FillAsync(answer);
        await conversation.Locator(".send-reply").ClickAsync();
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(answer);
        await Expect(customer.Locator("#chat .thread")).ToContainTextAsync(answer);

        await conversation.GetByText("\u5907\u6CE8", new() { Exact = true }).ClickAsync();
        await agent.GetByLabel("\u5907\u6CE8\u5185\u5BB9\uFF0C\u5BA2\u6237\u770B\u4E0D\u5230").FillAsync(note);
        await conversation.Locator(".send-note").ClickAsync();
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(note);

        await customer.GetByLabel("\u5199\u7ED9\u6211\u4EEC").FillAsync(thanks);
        await customer.Locator("#chat").GetByRole(AriaRole.Button, new() { Name = "\u53D1\u9001" }).ClickAsync();
        await Expect(customer.Locator("#chat .thread")).ToContainTextAsync(thanks);
        await Expect(conversation.Locator(".thread")).ToContainTextAsync(thanks);
        await Expect(customer.Locator("body")).Not.ToContainTextAsync(note);

        await conversation.GetByRole(AriaRole.Button, new() { Name = "\u7ED3\u6848", Exact = true }).ClickAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "\u95EE\u9898\u5DF2\u89E3\u51B3" }).ClickAsync();
        await Expect(customer.GetByRole(AriaRole.Button, new() { Name = "\u95EE\u9898\u5DF2\u89E3\u51B3" })).ToHaveCountAsync(0);
        await customer.GetByRole(AriaRole.Radio, new() { Name = "\u975E\u5E38\u6EE1\u610F" }).CheckAsync();
        await customer.GetByRole(AriaRole.Button, new() { Name = "\u63D0\u4EA4\u8BC4\u4EF7" }).ClickAsync();
        await Expect(customer.GetByRole(AriaRole.Heading, new() { Name = "\u611F\u8C22\u60A8\u7684\u8BC4\u4EF7" })).ToBeVisibleAsync();
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
        const string half = "\u60A8\u597D\uFF0C\u6211\u6B63\u5728\u67E5", more = "\u53E6\u5916\uFF0C\u53D1\u7968\u4E5F\u6CA1\u6709\u6536\u5230\u3002";
        var (ticket, link) = await shop.WriteInAsync("\u5305\u88F9\u505C\u5728\u5206\u62E8\u4E2D\u5FC3");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var text = page.GetByLabel("\u56DE\u590D\u5185\u5BB9");
        await text.FillAsync(half);
        await shop.WriteAgainAsync(link, more);
        await Expect(page.Locator("#conv .thread")).ToContainTextAsync(more);
        await Expect(text).ToHaveValueAsync(half);
        await Expect(text).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Harsh_words_are_offered_better_ones_while_they_are_typed_and_tab_puts_them_in_place()
    {
        const string harsh = "\u60A8\u5FC5\u987B\u660E\u5929\u518D\u6765\u3002", kind = "\u6211\u4EEC\u5EFA\u8BAE\u60A8\u660E\u5929\u518D\u6765\u3002";
        var (ticket, _) = await shop.WriteInAsync("\u53D1\u7968\u6CA1\u6709\u6536\u5230");
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var page = await context.NewPageAsync();
        await Shop.LiveAtAsync(page, $"/desk/{ticket.Number}?view=unassigned");
        var text = page.GetByLabel("\u56DE\u590D\u5185\u5BB9");
        await text.FillAsync(harsh);
        await Expect(page.Locator(".advice del")).ToHaveTextAsync(harsh[..3]);
        await text.PressAsync("Tab");
        await Expect(text).ToHaveValueAsync(kind);
        await Expect(page.Locator(".advice")).ToHaveCountAsync(0);
        await page.Locator("#conv .send-reply").ClickAsync();
        await Expect(page.Locator("#conv .thread")).ToContainTextAsync(kind);
    }

    [Fact]
    public async Task A_supervisor_sees_at_once_what_an_unsaved_rule_would_find_and_where_a_pattern_is_broken()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/quality/policy/rule?id=command.must");
        await page.Locator("[name=sample]").PressSequentiallyAsync("so be it");
        await Expect(page.Locator("#tried .chip")).ToHaveClassAsync(Calm());
        await page.Locator("[name=say0]").FillAsync("so be it");
        await Expect(page.Locator("#tried mark")).ToContainTextAsync("so be it");
        await page.Locator("[name=say0]").FillAsync("fine\nso [be it");
        await Expect(page.Locator("#tried .banner")).ToContainTextAsync("so [be it");
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_a_sentence_in_either_language()
    {
        await using var context = await shop.VisitAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await shop.SignInAsync(page, RoleCodes.Manager, "not-the-password");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("\u5BC6\u7801");
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
    [InlineData("/quality/policy")]
    [InlineData("/quality/policy/rule?id=command.must")]
    [InlineData("/quality/classifier")]
    public async Task A_phone_shows_the_page_without_scrolling_sideways(string address)
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor, 390, 844);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await Expect(page.Locator("main")).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [Theory]
    [InlineData("\u5305\u88F9\u4E09\u5929\u6CA1\u6709\u66F4\u65B0\uFF0C\u9EBB\u70E6\u67E5\u4E00\u4E0B\u5230\u54EA\u91CC\u4E86\uFF0C\u8FD8\u80FD\u4E0D\u80FD\u5728\u5468\u672B\u524D\u9001\u5230")]
    [InlineData("Re:_a_subject_of_one_long_word_that_no_line_of_a_phone_can_hold_without_breaking_it")]
    public async Task A_phone_shows_a_mail_with_all_its_buttons(string subject)
    {
        var mail = await shop.MailInAsync(subject);
        await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor, 390, 844);
        var page = await context.NewPageAsync();
        await page.GotoAsync($"/mail/{mail}");
        var original = page.GetByRole(AriaRole.Link, new() { Name = "\u539F\u4EF6" });
        await Expect(original).ToBeInViewportAsync(new() { Ratio = 1 });
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
    }

    [GeneratedRegex(@"\bok\b")]
    private static partial Regex Calm();

    [GeneratedRegex(@"/tickets\?view=open&status=new&queue=online$")]
    private static partial Regex OnlineTickets();
}
