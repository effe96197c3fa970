using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Workspace;
using Banzhang.People.Contracts;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Counter;

/// <summary>Contacts that a person writes down: at the phone and at the counter.</summary>
internal static class NewContactEndpoints
{
    public static void MapNewContact(this IEndpointRouteBuilder console)
    {
        console.MapGet("/desk/new", async (string? channel, string? phone, HttpContext context, Actor by, ConsoleFrames frames, CategoriesQuery categories, CancellationToken stop) =>
            by.May(Permissions.OpenTickets)
                ? Pages.Show<NewContactPage>(new { Frame = await frames.ForAsync(context, stop), Model = new NewContact(ChannelOf(channel), phone ?? "", await categories.RunAsync(stop)) })
                : Pages.Refused(context, new MayNot(Permissions.OpenTickets.Code), "/account"));
        console.MapGet("/desk/new/match", async (string? phone, Actor by, CustomerMatchQuery query, TimeProvider clock, CancellationToken stop) =>
            by.May(Permissions.OpenTickets)
                ? Pages.Show<CustomerMatches>(new { Matches = await query.RunAsync(phone ?? "", by, stop), Typed = phone ?? "", Now = clock.GetUtcNow() })
                : Results.StatusCode(StatusCodes.Status403Forbidden));
        console.MapPost("/desk/new", OpenAsync);
    }

    private static async Task<IResult> OpenAsync([FromForm] IFormCollection form, HttpContext context, Actor by, OpenTicketHandler handler, CancellationToken stop)
    {
        string Text(string field) => form[field].LastOrDefault()?.Trim() ?? "";
        string? Given(string field) => Text(field) is { Length: > 0 } text ? text : null;
        var channel = ChannelOf(Text("Channel"));
        var command = new OpenTicket(
            channel, Text("Subject"), Text("Body"), new(Given("Name"), Phone: Given("Phone")), Given("Type"), Given("Category"),
            Enum.TryParse<Priority>(Text("Priority"), out var priority) ? priority : null,
            [.. Text("Tags").Split([',', '\uFF0C', '\u3001'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);
        var outcome = await handler.HandleAsync(command, new(new AgentId(by.Id)), by, stop);
        if (outcome.Refusal is { } refusal)
        {
            return Pages.Refused(context, refusal, $"/desk/new?channel={channel}");
        }

        var there = $"/desk/{outcome.Value.Number}";
        if (!Pages.IsAct(context))
        {
            return Results.LocalRedirect(there);
        }

        context.Response.Headers["X-Location"] = there;
        context.Response.Headers["X-Toast"] = Uri.EscapeDataString(WordBook.Say(Words.OpenDone, outcome.Value.Number));
        return Results.NoContent();
    }

    private static Channel ChannelOf(string? text) => string.Equals(text, nameof(Channel.Counter), StringComparison.OrdinalIgnoreCase) ? Channel.Counter : Channel.Phone;
}
