using System.Globalization;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Console;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>The settings of promises: rules, calendars, preview and history.</summary>
internal static class ServiceLevelEndpoints
{
    private const int LargestFile = 1024 * 1024;
    private const string Home = "/settings/service-levels";

    public static void MapServiceLevelSettings(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapGet(Home, ShowAsync);
        console.MapGet($"{Home}/rule", ShowRuleAsync);
        console.MapPost($"{Home}/rule", SaveRuleAsync);
        console.MapPost($"{Home}/move", async ([FromForm] string name, [FromForm] string? up, [FromForm] int basedOn, HttpContext context, Actor by, MovePolicyHandler handler, CancellationToken stop) =>
            Acted(context, await handler.HandleAsync(new(name, up == "true", basedOn), by, stop), v => WordBook.Say(Words.RulesSaved, v)));
        console.MapPost($"{Home}/remove", async ([FromForm] string name, [FromForm] int basedOn, HttpContext context, Actor by, RemovePolicyHandler handler, CancellationToken stop) =>
            Acted(context, await handler.HandleAsync(new(name, basedOn), by, stop), _ => WordBook.Say(Words.RuleRemoved, SettingsText.Policy(name))));
        console.MapGet($"{Home}/calendar", ShowCalendarAsync);
        console.MapPost($"{Home}/calendar", SaveCalendarAsync);
        console.MapPost($"{Home}/calendar/days", AddDaysAsync);
        console.MapPost($"{Home}/calendar/days/remove", async ([FromForm] string calendar, [FromForm] string date, [FromForm] int basedOn, HttpContext context, Actor by, RemoveDayHandler handler, CancellationToken stop) =>
            DateOf(date) is { } day
                ? Acted(context, await handler.HandleAsync(new(calendar, day, basedOn), by, stop), _ => WordBook.Say(Words.DayRemoved, date), CalendarAddress(calendar))
                : Pages.Refused(context, new DayIsUnreadable(), CalendarAddress(calendar)));
        console.MapPost($"{Home}/calendar/import", ImportAsync);
    }

    private static async Task<IResult> ShowAsync(
        string? calendar, int? year, string? openedAt, Channel? channel, Priority? priority, string? type, CustomerTier? tier, HttpContext context, Actor by, ConsoleFrames frames, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var question = new PreviewQuestion(openedAt, channel ?? Channel.Phone, priority ?? Priority.Normal, type ?? "question", tier ?? CustomerTier.Standard);
        var screen = await query.RunAsync(calendar, year, question, by, stop);
        return screen.Refusal is { } refusal
            ? await frames.RefusedAsync(context, refusal, stop)
            : Pages.Show<ServiceLevelsPage>(new { Frame = await frames.ForAsync(context, stop), Screen = screen.Value });
    }

    private static async Task<IResult> ShowRuleAsync(string? name, HttpContext context, Actor by, ConsoleFrames frames, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var screen = await query.RunAsync(null, null, new(null), by, stop);
        if (!screen.IsDone)
        {
            return await frames.RefusedAsync(context, screen.Refusal!, stop);
        }

        var policy = screen.Value.Policies.FirstOrDefault(p => p.Name == name);
        return policy is null && !string.IsNullOrEmpty(name)
            ? await frames.RefusedAsync(context, new RuleIsGone(name), stop)
            : await RulePageAsync(policy is null ? PolicyForm.New(screen.Value.Version) : PolicyForm.Of(policy, screen.Value.Version), screen.Value, context, frames, StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> RulePageAsync(PolicyForm form, ServiceLevelScreen screen, HttpContext context, ConsoleFrames frames, int status, CancellationToken stop) =>
        Pages.Show<PolicyPage>(new { Frame = await frames.ForAsync(context, stop), Screen = screen, Form = form }, status);

    private static async Task<IResult> SaveRuleAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, SavePolicyHandler handler, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var form = PolicyForm.Read(fields);
        var (policy, unreadable) = form.Meant();
        var screen = await query.RunAsync(null, null, new(null), by, stop);
        if (!screen.IsDone)
        {
            return await frames.RefusedAsync(context, screen.Refusal!, stop);
        }

        // All fields at once, so that nobody mends one to learn of the next.
        var problems = unreadable.Concat(PolicyChecks.Of(policy, screen.Value.Policies.Select(p => p.Name).Where(n => n != form.Was), screen.Value.Calendars.Select(c => c.Id))).ToList();
        if (problems.Count > 0)
        {
            return await RulePageAsync(form.With(problems), screen.Value, context, frames, StatusCodes.Status400BadRequest, stop);
        }

        var saved = await handler.HandleAsync(new(form.Was, policy, form.BasedOn), by, stop);
        return saved.Refusal switch
        {
            null => Results.LocalRedirect(Home),
            ChangedMeanwhile when await query.LastChangeAsync(form.Was, stop) is { } last =>
                await RulePageAsync(form with { BasedOn = last.Version, Conflict = last }, screen.Value, context, frames, StatusCodes.Status409Conflict, stop),
            Invalid invalid => await RulePageAsync(form.With([invalid]), screen.Value, context, frames, StatusCodes.Status400BadRequest, stop),
            { } refusal => Pages.Refused(context, refusal, Home),
        };
    }

    private static async Task<IResult> ShowCalendarAsync(string? id, int? year, HttpContext context, Actor by, ConsoleFrames frames, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var screen = await query.RunAsync(id, year, new(null), by, stop);
        if (!screen.IsDone)
        {
            return await frames.RefusedAsync(context, screen.Refusal!, stop);
        }

        var known = screen.Value.Calendars.FirstOrDefault(c => c.Id == id);
        return known is null && !string.IsNullOrEmpty(id)
            ? await frames.RefusedAsync(context, new CalendarIsGone(id), stop)
            : await CalendarPageAsync(known is null ? CalendarForm.New(screen.Value.CalendarsVersion) : CalendarForm.Of(known, screen.Value.CalendarsVersion), screen.Value, null, context, frames, StatusCodes.Status200OK, stop);
    }

    private static async Task<IResult> CalendarPageAsync(CalendarForm form, ServiceLevelScreen screen, ImportResult? import, HttpContext context, ConsoleFrames frames, int status, CancellationToken stop) =>
        Pages.Show<CalendarPage>(new { Frame = await frames.ForAsync(context, stop), Screen = screen, Form = form, Import = import }, status);

    private static async Task<IResult> SaveCalendarAsync([FromForm] IFormCollection fields, HttpContext context, Actor by, ConsoleFrames frames, SaveCalendarHandler handler, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var form = CalendarForm.Read(fields);
        var meant = form.Meant();
        var saved = meant.IsDone ? await handler.HandleAsync(meant.Value, by, stop) : meant.Refusal!;
        return saved.IsDone
            ? Results.LocalRedirect(CalendarAddress(form.Id))
            : await AgainAsync(form, saved.Refusal!, context, by, frames, query, stop);
    }

    private static async Task<IResult> AgainAsync(CalendarForm form, Refusal refusal, HttpContext context, Actor by, ConsoleFrames frames, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        var screen = await query.RunAsync(form.Id, null, new(null), by, stop);
        return screen.IsDone
            ? await CalendarPageAsync(form.With(refusal), screen.Value, null, context, frames, Problems.StatusOf(refusal), stop)
            : await frames.RefusedAsync(context, screen.Refusal!, stop);
    }

    private static async Task<IResult> AddDaysAsync(
        [FromForm] string calendar, [FromForm] string? from, [FromForm] string? to, [FromForm] string? kind, [FromForm] string? name, [FromForm] int basedOn, HttpContext context, Actor by, AddDaysHandler handler, CancellationToken stop)
    {
        if (DateOf(from) is not { } first)
        {
            return Pages.Refused(context, new DayIsUnreadable(), CalendarAddress(calendar));
        }

        var command = new AddDays(calendar, first, DateOf(to) ?? first, kind == nameof(ImportedDayKind.MakeUpDay) ? ImportedDayKind.MakeUpDay : ImportedDayKind.Holiday, name?.Trim() ?? "", basedOn);
        return Acted(context, await handler.HandleAsync(command, by, stop), _ => Words.DaysSaved, CalendarAddress(calendar));
    }

    private static async Task<IResult> ImportAsync(
        [FromForm] string calendar, [FromForm] int basedOn, IFormFile? file, HttpContext context, Actor by, ConsoleFrames frames, ImportDaysHandler handler, ServiceLevelScreenQuery query, CancellationToken stop)
    {
        if (file is null || file.Length is 0 or > LargestFile)
        {
            return Pages.Refused(context, file is null || file.Length == 0 ? new FileIsMissing() : new FileIsTooLargeHere(), CalendarAddress(calendar));
        }

        using var reader = new StreamReader(file.OpenReadStream());
        var read = ICalendarReader.Read(await reader.ReadToEndAsync(stop));
        if (read.Days.Count > 0)
        {
            var saved = await handler.HandleAsync(new(calendar, read.Days, basedOn), by, stop);
            if (saved.Refusal is { } refusal)
            {
                return Pages.Refused(context, refusal, CalendarAddress(calendar));
            }
        }

        var screen = await query.RunAsync(calendar, read.Days.Count > 0 ? read.Days[^1].Date.Year : null, new(null), by, stop);
        return screen.IsDone
            ? await CalendarPageAsync(CalendarForm.Of(screen.Value.Year.Calendar, screen.Value.CalendarsVersion), screen.Value, new(read.Days.Count, read.Problems), context, frames, StatusCodes.Status200OK, stop)
            : await frames.RefusedAsync(context, screen.Refusal!, stop);
    }

    private static IResult Acted(HttpContext context, Outcome<int> outcome, Func<int, string> toast, string back = Home) =>
        Pages.Acted(context, outcome.Refusal is { } refusal ? refusal : Outcome.Done, back, outcome.IsDone ? toast(outcome.Value) : "");

    private static string CalendarAddress(string id) => $"{Home}/calendar?id={Uri.EscapeDataString(id)}";

    private static DateOnly? DateOf(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
