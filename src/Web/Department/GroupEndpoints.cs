using Banzhang.Desk.Contracts;
using Banzhang.Desk.Queues;
using Banzhang.People.Contracts;
using Banzhang.People.Teams;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Banzhang.Web.Department;

/// <summary>Teams of people, and the queues in which work waits for them.</summary>
internal static class GroupEndpoints
{
    public static void MapGroups(this WebApplication app)
    {
        var console = app.MapConsole();
        console.MapGet("/settings/teams", (Guid? edit, HttpContext context, Actor by, ConsoleFrames frames, IPeople people, CancellationToken stop) =>
            TeamsAsync(edit, TypedForm.Untouched, StatusCodes.Status200OK, context, by, frames, people, stop));
        console.MapPost("/settings/teams", SaveTeamAsync);
        console.MapGet("/settings/queues", (Guid? edit, HttpContext context, Actor by, ConsoleFrames frames, IQueues queues, IPeople people, CancellationToken stop) =>
            QueuesAsync(edit, TypedForm.Untouched, StatusCodes.Status200OK, context, by, frames, queues, people, stop));
        console.MapPost("/settings/queues", SaveQueueAsync);
    }

    private static async Task<IResult> TeamsAsync(Guid? edit, TypedForm typed, int status, HttpContext context, Actor by, ConsoleFrames frames, IPeople people, CancellationToken stop) =>
        by.May(Permissions.ManageAccounts)
            ? Pages.Show<TeamsPage>(new { Frame = await frames.ForAsync(context, stop), People = await people.ReadAsync(stop), Edited = edit, Typed = typed }, status)
            : await frames.RefusedAsync(context, by.RefusalOf(Permissions.ManageAccounts), stop);

    private static async Task<IResult> SaveTeamAsync([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, IPeople people, SaveTeamHandler handler, CancellationToken stop)
    {
        var edited = Id(form, "id");
        var saved = await handler.HandleAsync(new(edited, form["code"].ToString(), form["name"].ToString(), form["englishName"].ToString(), Id(form, "lead")), by, stop);
        return saved.Refusal is { } refusal
            ? await TeamsAsync(edited, TypedForm.Refused("team", form, refusal, "code"), Problems.StatusOf(refusal), context, by, frames, people, stop)
            : Results.LocalRedirect("/settings/teams");
    }

    private static async Task<IResult> QueuesAsync(Guid? edit, TypedForm typed, int status, HttpContext context, Actor by, ConsoleFrames frames, IQueues queues, IPeople people, CancellationToken stop) =>
        by.May(Permissions.ManageSettings)
            ? Pages.Show<QueuesPage>(new { Frame = await frames.ForAsync(context, stop), Queues = await queues.ReadAsync(stop), (await people.ReadAsync(stop)).Teams, Edited = edit, Typed = typed }, status)
            : await frames.RefusedAsync(context, by.RefusalOf(Permissions.ManageSettings), stop);

    private static async Task<IResult> SaveQueueAsync([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, IQueues queues, IPeople people, SaveQueueHandler handler, CancellationToken stop)
    {
        var edited = Id(form, "id");
        var saved = await handler.HandleAsync(new(edited, form["code"].ToString(), form["name"].ToString(), form["englishName"].ToString(), Id(form, "team")), by, stop);
        return saved.Refusal is { } refusal
            ? await QueuesAsync(edited, TypedForm.Refused("queue", form, refusal, "code"), Problems.StatusOf(refusal), context, by, frames, queues, people, stop)
            : Results.LocalRedirect("/settings/queues");
    }

    private static Guid? Id(IFormCollection form, string field) => Guid.TryParse(form[field].ToString(), out var id) ? id : null;
}
