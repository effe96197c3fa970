using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <summary>The settings of mail: accounts with their test, and the words around answers.</summary>
internal static class MailAccountEndpoints
{
    private const string Home = "/settings/mail";

    public static void MapMailAccounts(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet(Home, async (HttpContext context, Actor by, ConsoleFrames frames, MailAccountsPageQuery query, CancellationToken stop) =>
        {
            var model = await query.RunAsync(by, stop);
            return model.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : Pages.Show<MailAccountsPage>(new { Frame = await frames.ForAsync(context, stop), Model = model.Value });
        });
        console.MapGet($"{Home}/account", ShowAsync);
        console.MapPost($"{Home}/account", SaveAsync);
        console.MapPost($"{Home}/account/remove", async ([FromForm] Guid id, [FromForm] int version, HttpContext context, Actor by, RemoveMailAccountHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(new(id), version), by, stop), Home));
        console.MapGet($"{Home}/letters", async (HttpContext context, Actor by, ConsoleFrames frames, LettersQuery query, CancellationToken stop) =>
        {
            var model = await query.RunAsync(by, stop);
            return model.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : Pages.Show<LettersPage>(new { Frame = await frames.ForAsync(context, stop), Model = model.Value });
        });
        console.MapPost($"{Home}/letters", SaveLettersAsync);
        console.MapGet($"{Home}/limits", async (HttpContext context, Actor by, ConsoleFrames frames, MailLimitsQuery query, CancellationToken stop) =>
        {
            var limits = await query.RunAsync(by, stop);
            return limits.Refusal is { } refusal ? await frames.RefusedAsync(context, refusal, stop) : await LimitsAsync(MailLimitsForm.Of(limits.Value.Value, limits.Value.Version), context, frames, StatusCodes.Status200OK, stop);
        });
        console.MapPost($"{Home}/limits", SaveLimitsAsync);
    }

    private static async Task<IResult> SaveLimitsAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, SaveMailLimitsHandler handler, MailLimitsQuery query, CancellationToken stop)
    {
        var known = await query.RunAsync(by, stop);
        if (!known.IsDone)
        {
            return await frames.RefusedAsync(context, known.Refusal!, stop);
        }

        var form = MailLimitsForm.Read(fields);
        var problems = MailLimitsForm.Checks(form.Meant()).ToList();
        var saved = problems.Count > 0 ? problems[0] : await handler.HandleAsync(new(form.Meant(), form.Version), by, stop);
        return saved.Refusal is { } refusal
            ? await LimitsAsync(form.With(problems.Count > 0 ? problems : [refusal]) with { Version = refusal is ChangedMeanwhile ? known.Value.Version : form.Version }, context, frames, Problems.StatusOf(refusal), stop)
            : Results.LocalRedirect(Home);
    }

    private static async Task<IResult> LimitsAsync(MailLimitsForm form, HttpContext context, ConsoleFrames frames, int status, CancellationToken stop) =>
        Pages.Show<MailLimitsPage>(new { Frame = await frames.ForAsync(context, stop), Form = form }, status);

    private static async Task<IResult> ShowAsync(Guid? id, HttpContext context, Actor by, ConsoleFrames frames, MailAccountsPageQuery query, CancellationToken stop)
    {
        var model = await query.RunAsync(by, stop);
        if (!model.IsDone)
        {
            return await frames.RefusedAsync(context, model.Refusal!, stop);
        }

        var known = model.Value.Accounts.FirstOrDefault(a => a.Id.Value == id);
        return id is not null && known is null
            ? await frames.RefusedAsync(context, new NoSuchMailAccount(), stop)
            : await PageAsync(known is null ? MailAccountForm.New(model.Value.Queues) : MailAccountForm.Of(known), known, model.Value, [], context, frames, StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> SaveAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, SaveMailAccountHandler save, TestMailAccountHandler test, MailAccountsPageQuery query, CancellationToken stop)
    {
        var form = MailAccountForm.Read(fields);
        MailAccountId? id = Guid.TryParse(form.Id, out var known) ? new(known) : null;
        var facts = form.Meant();
        var problems = AccountChecks.Of(facts).ToList<Refusal>();
        var saved = problems.Count > 0 ? problems[0] : await save.HandleAsync(new(id, form.Version, facts, fields["password"], fields["clientSecret"], fields["refreshToken"]), by, stop);
        if (saved.IsDone && fields["then"] != "test")
        {
            return Results.LocalRedirect(Home);
        }

        var tested = saved.IsDone ? await test.HandleAsync(new(saved.Value), by, stop) : Outcome.Of<IReadOnlyList<TestedLink>>([]);
        var model = await query.RunAsync(by, stop);
        if (!model.IsDone)
        {
            return await frames.RefusedAsync(context, model.Refusal!, stop);
        }

        var now = model.Value.Accounts.FirstOrDefault(a => a.Id == (saved.IsDone ? saved.Value : id));
        return saved.Refusal is { } refusal
            ? await PageAsync(form.With(problems.Count > 0 ? problems : [refusal]) with { Version = refusal is ChangedMeanwhile ? now?.Version ?? form.Version : form.Version }, now, model.Value, [], context, frames, Problems.StatusOf(refusal), stop)
            : await PageAsync(MailAccountForm.Of(now!), now, model.Value, tested.IsDone ? tested.Value : [], context, frames, StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> PageAsync(MailAccountForm form, MailAccountRow? known, MailAccountsModel model, IReadOnlyList<TestedLink> test, HttpContext context, ConsoleFrames frames, int status, CancellationToken stop) =>
        Pages.Show<MailAccountPage>(new { Frame = await frames.ForAsync(context, stop), Form = form, model.Queues, Known = known, Test = test }, status);

    private static async Task<IResult> SaveLettersAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, SaveLettersHandler handler, LettersQuery query, CancellationToken stop)
    {
        var model = await query.RunAsync(by, stop);
        if (!model.IsDone)
        {
            return await frames.RefusedAsync(context, model.Refusal!, stop);
        }

        string Text(string queue, string name) => fields[$"{queue}.{name}"].ToString().ReplaceLineEndings("\n").Trim();
        QueueLetter[] letters = [.. model.Value.Rows.Select(r => new QueueLetter(r.Queue.Code, Text(r.Queue.Code, "signature"), Text(r.Queue.Code, "englishSignature"), Text(r.Queue.Code, "template"), Text(r.Queue.Code, "englishTemplate")))];
        var saved = await handler.HandleAsync(new(letters, int.TryParse(fields["basedOn"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0), by, stop);
        return saved.Refusal is { } refusal
            ? Pages.Show<LettersPage>(new { Frame = await frames.ForAsync(context, stop), Model = model.Value with { Rows = [.. model.Value.Rows.Select((r, i) => (r.Queue, letters[i]))] }, Problem = WordBook.Say(refusal) }, Problems.StatusOf(refusal))
            : Results.LocalRedirect(Home);
    }
}
