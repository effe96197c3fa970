using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.OwnViews;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Tickets.List;

internal static class TicketTableEndpoints
{
    public static void MapTicketTable(this IEndpointRouteBuilder console)
    {
        console.MapGet("/tickets", ShowAsync);
        console.MapPost("/tickets/views", async ([FromForm] string? name, [FromForm] string? address, HttpContext context, Actor by, SaveOwnViewHandler handler, CancellationToken stop) =>
        {
            var place = TablePlace.Of(address ?? "");
            var saved = await handler.HandleAsync(new(name ?? "", place.ViewAddress), by, stop);
            return saved.Refusal is { } refusal ? Pages.Refused(context, refusal, place.ViewAddress) : Results.LocalRedirect(place.ViewAddress);
        });
        console.MapPost("/tickets/views/{id:guid}/drop", async (Guid id, HttpContext context, Actor by, DropOwnViewHandler handler, CancellationToken stop) =>
            Pages.Acted(context, await handler.HandleAsync(new(id), by, stop), "/tickets", Words.ViewDropped));
        console.MapPost("/tickets/assign", async ([FromForm] IFormCollection form, HttpContext context, Actor by, AssignTicketHandler handler, CancellationToken stop) =>
            await EachAsync(form, context, number => handler.HandleAsync(number, new(by.Id), null, by, stop), Words.BulkAssigned));
        console.MapPost("/tickets/transfer", async ([FromForm] IFormCollection form, HttpContext context, Actor by, TransferTicketHandler handler, CancellationToken stop) =>
            await EachAsync(form, context, number => handler.HandleAsync(number, new(form["Queue"].ToString()), null, by, stop), Words.BulkTransferred));
    }

    private static async Task<IResult> ShowAsync(string? view, string? status, string? queue, string? team, string? assignee, string? q, string? sort, string? cursor, string? trail, HttpContext context, Actor by, ConsoleFrames frames, TicketTableQuery query, CancellationToken stop)
    {
        var table = await query.RunAsync(TablePlace.Of(view, status, queue, assignee, q, sort, cursor, trail, team), by, stop);
        return table.Refusal is { } refusal
            ? Pages.Refused(context, refusal, by.May(Permissions.ReadTickets) ? "/tickets" : "/account")
            : Pages.Show<TicketTablePage>(new { Frame = await frames.ForAsync(context, stop), Model = table.Value });
    }

    /// <summary>One act a ticket: what one refuses does not hold up the others. Nothing done at all is a refusal.</summary>
    private static async Task<IResult> EachAsync(IFormCollection form, HttpContext context, Func<string, Task<Outcome<TicketView>>> act, string said)
    {
        Refusal? first = null;
        var (done, refused) = (0, 0);
        foreach (var number in form["Keys"].OfType<string>().Distinct().Take(TicketListQuery.MostAtOnce))
        {
            var outcome = await act(number);
            first ??= outcome.Refusal;
            (done, refused) = outcome.IsDone ? (done + 1, refused) : (done, refused + 1);
        }

        return done == 0
            ? Pages.Refused(context, first ?? new NothingIsChosen(), "/tickets")
            : Pages.Acted(context, Outcome.Done, "/tickets", refused == 0 ? WordBook.Say(said, done) : WordBook.Say(Words.BulkPartly, WordBook.Say(said, done), refused, WordBook.Say(first!)));
    }
}
