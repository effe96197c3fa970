using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.Escalating;
using Banzhang.Desk.Tickets.Linking;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Reading;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Desk.Tickets.Splitting;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Desk.Api;

/// <summary>The tickets of the HTTP API: the same handlers as the screens.</summary>
internal static class DeskApi
{
    public static void MapDeskApi(this IEndpointRouteBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("tickets");
        tickets.MapPost("", async (HttpRequest request, Actor by, OpenTicketHandler handler, CancellationToken stop) =>
            {
                var body = await ApiBody.ReadAsync<OpenTicket>(request, stop);
                return body.IsDone ? Answers.Created(await handler.HandleAsync(body.Value, by, stop), PlaceOf) : Problems.Of(body.Refusal!);
            })
            .AddEndpointFilter(IdempotencyFilter.Making<TicketView>(PlaceOf))
            .Accepts<OpenTicket>("application/json").Produces<TicketView>(StatusCodes.Status201Created).WithName("openTicket");
        tickets.MapGet("", ListAsync).Produces<Page<TicketView>>().WithName("listTickets");
        tickets.MapGet("/{number}", async (string number, Actor by, TicketQuery query, CancellationToken stop) => Answers.Ok(await query.RunAsync(number, by, stop))).Produces<TicketView>().WithName("readTicket");
        tickets.MapGet("/{number}/events", async (string number, Actor by, TicketQuery query, CancellationToken stop) =>
            Answers.Ok(await query.EventsAsync(number, by, stop))).Produces<IReadOnlyList<TicketEventView>>().WithName("readTicketEvents");
        tickets.MapGet("/{number}/messages", async (string number, string? cursor, int? limit, Actor by, TicketMessagesQuery query, CancellationToken stop) =>
            Answers.Ok(await query.RunAsync(number, cursor, limit ?? 50, by, stop))).Produces<Page<MessageView>>().WithName("readTicketMessages");
        tickets.MapPatch("/{number}", (string number, HttpRequest request, Actor by, ChangeTicketHandler handler, CancellationToken stop) =>
                ActAsync<ChangeTicket>(request, (body, version) => handler.HandleAsync(number, body, version, by, stop), stop))
            .Accepts<ChangeTicket>("application/json").Produces<TicketView>().WithName("changeTicket");
        tickets.MapPost("/{number}/messages", (string number, HttpRequest request, Actor by, AddMessageHandler handler, CancellationToken stop) =>
                ActAsync<AddMessage>(request, (body, version) => handler.HandleAsync(number, body, version, by, stop), stop, StatusCodes.Status201Created))
            .WithMetadata(new BodyLimit(AttachmentLimits.OfMessage.JsonBytes))
            .AddEndpointFilter(new PermissionFilter(Permissions.AnswerTickets))
            .AddEndpointFilter(IdempotencyFilter.Making<TicketView>(PlaceOf))
            .Accepts<AddMessage>("application/json").Produces<TicketView>(StatusCodes.Status201Created).WithName("addMessage");
        MapVerb<AssignTicketHandler, AssignTicket>(tickets, "assign", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<TransferTicketHandler, TransferTicket>(tickets, "transfer", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<EscalateTicketHandler, EscalateTicket>(tickets, "escalate", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<SnoozeTicketHandler, SnoozeTicket>(tickets, "snooze", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<ResolveTicketHandler, ResolveTicket>(tickets, "resolve", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop), () => new());
        MapVerb<ReopenTicketHandler, ReopenTicket>(tickets, "reopen", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop), () => new());
        MapVerb<AcknowledgeBreachHandler, AcknowledgeBreach>(tickets, "acknowledge", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop), () => new());
        MapVerb<MergeTicketsHandler, MergeTickets>(tickets, "merge", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<PartTicketsHandler, PartTickets>(tickets, "part", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop), () => new());
        MapVerb<LinkTicketsHandler, LinkTickets>(tickets, "link", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        MapVerb<UnlinkTicketsHandler, UnlinkTickets>(tickets, "unlink", (h, n, b, v, by, stop) => h.HandleAsync(n, b, v, by, stop));
        tickets.MapPost("/{number}/split", (string number, HttpRequest request, Actor by, SplitTicketHandler handler, CancellationToken stop) =>
                ActAsync<SplitTicket>(request, (body, version) => handler.HandleAsync(number, body, version, by, stop), stop, StatusCodes.Status201Created))
            .AddEndpointFilter(IdempotencyFilter.Making<TicketView>(PlaceOf))
            .Accepts<SplitTicket>("application/json").Produces<TicketView>(StatusCodes.Status201Created).WithName("splitTicket");
        api.MapGet("/files/{id:guid}", FileEndpoints.DownloadAsync).WithTags("tickets").Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").WithName("readFile");
        api.MapGet("/queues", async (Actor by, IQueues queues, CancellationToken stop) =>
                by.May(Permissions.ReadTickets) ? Results.Json(await queues.ReadAsync(stop), ApiJson.Options) : Problems.Of(by.RefusalOf(Permissions.ReadTickets)))
            .WithTags("tickets").Produces<IReadOnlyList<QueueCard>>().WithName("listQueues");
    }

    private static async Task<IResult> ListAsync(string? view, string? status, string? assignee, string? queue, string? q, string? sort, string? cursor, int? limit, Actor by, TicketListQuery query, TicketQuery reader, CancellationToken stop)
    {
        var rows = await query.RunAsync(new(view, status, assignee, queue, q, sort, cursor, limit ?? 50), by, stop);
        if (!rows.IsDone)
        {
            return Problems.Of(rows.Refusal!);
        }

        return Results.Json(new Page<TicketView>(await reader.WithoutThreadsAsync([.. rows.Value.Items.Select(r => r.Id)], by.Language, stop), rows.Value.NextCursor), ApiJson.Options);
    }

    private static void MapVerb<THandler, TBody>(RouteGroupBuilder tickets, string verb, Func<THandler, string, TBody, int?, Actor, CancellationToken, Task<Outcome<TicketView>>> act, Func<TBody>? otherwise = null)
        where THandler : class
        where TBody : class =>
        tickets.MapPost($"/{{number}}/{verb}", (string number, HttpRequest request, Actor by, CancellationToken stop) =>
                ActAsync<TBody>(request, (body, version) => act(request.HttpContext.RequestServices.GetRequiredService<THandler>(), number, body, version, by, stop), stop, StatusCodes.Status200OK, otherwise))
            .AddEndpointFilter(new IdempotencyFilter(StatusCodes.Status200OK))
            .Accepts<TBody>("application/json").Produces<TicketView>().WithName($"{verb}Ticket");

    private static async Task<IResult> ActAsync<TBody>(HttpRequest request, Func<TBody, int?, Task<Outcome<TicketView>>> act, CancellationToken stop, int status = StatusCodes.Status200OK, Func<TBody>? otherwise = null)
        where TBody : class
    {
        var version = Answers.IfMatch(request);
        if (!version.IsDone)
        {
            return Problems.Of(version.Refusal!);
        }

        var body = await ApiBody.ReadAsync<TBody>(request, stop);
        if (!body.IsDone && !(body.Refusal is BodyIsMissing && otherwise is not null))
        {
            return Problems.Of(body.Refusal!);
        }

        var outcome = await act(body.IsDone ? body.Value : otherwise!(), version.Value);
        return status == StatusCodes.Status201Created && outcome.IsDone
            ? Answers.Created(outcome, PlaceOf)
            : Answers.Ok(outcome);
    }

    private static string PlaceOf(TicketView ticket) => $"/api/v1/tickets/{ticket.Number}";
}
