using System.Text;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Quality.Policies.Editing;
using Banzhang.Quality.Policies.Trying;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Quality.Policies;

/// <summary>The policy: read, edited rule by rule, exchanged as a file, tried before it is saved.</summary>
internal static class PolicyEndpoints
{
    private static readonly string Home = QualityPlaces.Policy;

    public static void MapPolicy(this IEndpointRouteBuilder console)
    {
        var policy = console.MapGroup("/quality/policy");
        policy.MapGet("", (HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, CancellationToken stop) =>
            ShowAsync<PolicyPage>(context, by, frames, query, _ => new(), StatusCodes.Status200OK, stop));
        policy.MapGet("/file", FileAsync);
        policy.MapPost("/upload", UploadAsync);
        policy.MapPost("/restore", async ([FromForm] int version, [FromForm] int basedOn, HttpContext context, Actor by, RestorePolicyHandler handler, CancellationToken stop) =>
            Acted(context, await handler.HandleAsync(new(version, basedOn), by, stop)));
        policy.MapGet("/rule", ShowRuleAsync);
        policy.MapPost("/rule", SaveRuleAsync);
        policy.MapPost("/rule/more", ([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, CancellationToken stop) =>
            ShowAsync<RulePage>(context, by, frames, query, _ => new() { ["Form"] = RuleForm.Read(fields).Grown(), ["Sample"] = Sample(fields), ["Age"] = AgeOf(fields) }, StatusCodes.Status200OK, stop));
        policy.MapPost("/remove", async ([FromForm] string id, [FromForm] int basedOn, HttpContext context, Actor by, RemoveRuleHandler handler, CancellationToken stop) =>
            Acted(context, await handler.HandleAsync(new(id, basedOn), by, stop)));
        policy.MapGet("/bounds", (HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, CancellationToken stop) =>
            ShowAsync<BoundsPage>(context, by, frames, query, screen => new() { ["Form"] = BoundsForm.Of(screen.Policy, screen.Version) }, StatusCodes.Status200OK, stop));
        policy.MapPost("/bounds", SaveBoundsAsync);
        policy.MapPost("/try", TryAsync);
    }

    private static async Task<IResult> ShowAsync<TPage>(HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, Func<PolicyScreen, Dictionary<string, object?>> more, int status, CancellationToken stop)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var screen = await query.RunAsync(by, stop);
        return screen.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<TPage>(new Dictionary<string, object?>(more(screen.Value)) { ["Frame"] = await frames.ForAsync(context, stop), ["Screen"] = screen.Value }, status);
    }

    private static async Task<IResult> FileAsync(int? version, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, CancellationToken stop)
    {
        var file = await query.FileAsync(version, by, stop);
        return file.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Results.File(Encoding.UTF8.GetBytes(file.Value.Text), "application/json; charset=utf-8", $"inspection-policy-{file.Value.Version}.json");
    }

    private static async Task<IResult> UploadAsync([FromForm] int basedOn, [FromForm] string? note, IFormFile? file, HttpContext context, Actor by, SavePolicyHandler handler, CancellationToken stop)
    {
        if (file is null || file.Length == 0)
        {
            return Pages.Refused(context, new PolicyFileIsMissing(), Home);
        }

        if (file.Length > PolicyWritingHandler.LargestFile)
        {
            return Pages.Refused(context, new PolicyIsTooLarge(PolicyWritingHandler.LargestFile), Home);
        }

        using var reader = new StreamReader(file.OpenReadStream());
        return Acted(context, await handler.HandleAsync(new(await reader.ReadToEndAsync(stop), note ?? "", basedOn), by, stop));
    }

    private static Task<IResult> ShowRuleAsync(string? id, string? except, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, CancellationToken stop) =>
        ShowAsync<RulePage>(context, by, frames, query, screen => new()
        {
            ["Form"] = screen.Policy.Rules.FirstOrDefault(rule => rule.Id == id) is { } rule ? RuleForm.Of(rule, screen.Version).Excusing(except ?? "") : RuleForm.New(screen.Version),
        }, StatusCodes.Status200OK, stop);

    private static async Task<IResult> SaveRuleAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, SaveRuleHandler handler, CancellationToken stop)
    {
        var form = RuleForm.Read(fields);
        var meant = form.Meant();
        var saved = meant.IsDone ? await handler.HandleAsync(new(form.Was, meant.Value, form.Note, form.BasedOn), by, stop) : meant.Refusal!;
        return saved.Refusal switch
        {
            null => Results.LocalRedirect(Home),
            NotPermitted no => await frames.RefusedAsync(context, no, stop),
            { } refusal => await ShowAsync<RulePage>(context, by, frames, query, screen => new() { ["Form"] = form.With(refusal, PlaceOf(screen.Policy, form.Was)), ["Sample"] = Sample(fields), ["Age"] = AgeOf(fields) }, Problems.StatusOf(refusal), stop),
        };
    }

    private static async Task<IResult> SaveBoundsAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, SaveBoundsHandler handler, PolicyInForceQuery policies, CancellationToken stop)
    {
        var inForce = await policies.ReadAsync(stop);
        var form = BoundsForm.Of(inForce.Policy, inForce.Version).Read(fields);
        var meant = form.Meant();
        var saved = meant.IsDone ? await handler.HandleAsync(meant.Value, by, stop) : meant.Refusal!;
        return saved.Refusal switch
        {
            null => Results.LocalRedirect(Home),
            NotPermitted no => await frames.RefusedAsync(context, no, stop),
            { } refusal => await ShowAsync<BoundsPage>(context, by, frames, query, _ => new() { ["Form"] = form.With(refusal), ["Sample"] = Sample(fields), ["Age"] = AgeOf(fields) }, Problems.StatusOf(refusal), stop),
        };
    }

    /// <summary>By htmx only what was found; without script the whole page with it.</summary>
    private static async Task<IResult> TryAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, PolicyScreenQuery query, TryPolicyQuery tryQuery, PolicyInForceQuery policies, CancellationToken stop)
    {
        var inForce = await policies.ReadAsync(stop);
        var kind = fields["kind"].ToString();
        var (rule, bounds) = (kind == "rule" ? RuleForm.Read(fields) : null, kind == "bounds" ? BoundsForm.Of(inForce.Policy, inForce.Version).Read(fields) : null);
        var edited = Edited(inForce.Policy, rule, bounds);
        var tried = edited.IsDone ? await tryQuery.RunAsync(new(edited.Value, Sample(fields), Enum.TryParse<AgeGroup>(AgeOf(fields), out var age) ? age : null), by, stop) : edited.Refusal!;
        if (tried.Refusal is NotPermitted no)
        {
            return await frames.RefusedAsync(context, no, stop);
        }

        var shown = tried.Refusal is not { } refusal ? tried.Value
            : TriedConversation.Nothing with { Problem = WordBook.Say(rule is null ? refusal : RulePlaces.Of(refusal, PlaceOf(inForce.Policy, rule.Was), rule.TitleIn).Said) };
        if (Pages.IsAct(context))
        {
            return Pages.Show<TriedFragment>(new { Tried = shown });
        }

        Dictionary<string, object?> more = new() { ["Sample"] = Sample(fields), ["Age"] = AgeOf(fields), ["Tried"] = shown };
        return rule is not null ? await ShowAsync<RulePage>(context, by, frames, query, _ => new(more) { ["Form"] = rule }, StatusCodes.Status200OK, stop)
            : bounds is not null ? await ShowAsync<BoundsPage>(context, by, frames, query, _ => new(more) { ["Form"] = bounds }, StatusCodes.Status200OK, stop)
            : await ShowAsync<PolicyPage>(context, by, frames, query, _ => more, StatusCodes.Status200OK, stop);
    }

    /// <summary>Null for the policy as it is in force.</summary>
    private static Outcome<Policy?> Edited(Policy policy, RuleForm? rule, BoundsForm? bounds)
    {
        if (rule is not null)
        {
            // A rule that is still being written may lack its name; trying it needs none.
            var meant = rule.Meant();
            var id = rule.Id.Length > 0 ? rule.Id : "new";
            var named = meant.IsDone ? RuleEdits.With(policy, rule.Was, meant.Value with { Id = id, Title = meant.Value.Title.Count > 0 ? meant.Value.Title : new Dictionary<string, string> { ["en"] = id } }) : meant.Refusal!;
            return named.Refusal is { } refusal ? refusal : named.Value;
        }

        if (bounds is not null)
        {
            var meant = bounds.Meant();
            var bound = meant.IsDone ? BoundEdits.With(policy, meant.Value) : meant.Refusal!;
            return bound.Refusal is { } refusal ? refusal : bound.Value;
        }

        return (Policy?)null;
    }

    /// <summary>A new rule stands at the end.</summary>
    private static int PlaceOf(Policy policy, string id) => policy.Rules.Select(rule => rule.Id).ToList().IndexOf(id) is var at and >= 0 ? at : policy.Rules.Count;

    private static string Sample(IFormCollection fields) => fields["sample"].ToString();

    private static string AgeOf(IFormCollection fields) => fields["age"].ToString();

    private static IResult Acted(HttpContext context, Outcome<int> outcome) =>
        Pages.Acted(context, outcome.Refusal is { } refusal ? refusal : Outcome.Done, Home, outcome.IsDone ? WordBook.Say(Words.PolicySaved, outcome.Value) : "");
}
