using System.Globalization;
using Banzhang.Desk.Attachments;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Drafts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.Changing;
using Banzhang.Desk.Tickets.Escalating;
using Banzhang.Desk.Tickets.Linking;
using Banzhang.Desk.Tickets.Merging;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.Desk.Tickets.Snoozing;
using Banzhang.Desk.Tickets.Snoozing.Rules;
using Banzhang.Desk.Tickets.Splitting;
using Banzhang.Desk.Tickets.Transferring;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Workspace;

/// <summary>What is done to a ticket from the workspace: the forms in front of the API's handlers.</summary>
internal static class TicketActEndpoints
{
    public static void MapTicketActs(this IEndpointRouteBuilder console)
    {
        var ticket = console.MapGroup("/desk/{number}");
        ticket.MapPost("/messages", WriteAsync).WithMetadata(new BodyLimit(AttachmentLimits.OfMessage.FormBytes)).AddEndpointFilter<RouteHandlerBuilder, IdempotentFormFilter>();
        ticket.MapPost("/draft", DraftAsync);
        ticket.MapPost("/assign", AssignAsync);
        ticket.MapPost("/transfer", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, TransferTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(Text(form, "Queue"), Text(form, "Reason")), VersionOf(form), by, stop), Words.TransferDone));
        ticket.MapPost("/escalate", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, EscalateTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(Text(form, "Reason")), VersionOf(form), by, stop), Words.EscalateDone));
        ticket.MapPost("/snooze", SnoozeAsync);
        ticket.MapPost("/wake", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, WakeTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(), VersionOf(form), by, stop), Words.WakeDone));
        ticket.MapPost("/resolve", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, ResolveTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(), VersionOf(form), by, stop), Words.ResolveDone, $"/desk/{number}/reopen"));
        ticket.MapPost("/reopen", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, ReopenTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(), VersionOf(form), by, stop), Words.ReopenDone));
        ticket.MapGet("/mergeable", async (string number, HttpContext context, Actor by, MergeableQuery query, CancellationToken stop) =>
            await query.RunAsync(number, by, stop) is var found && found.Refusal is { } refusal ? Pages.Refused(context, refusal, BackTo(number))
                : Pages.Show<MergeChoices>(new { found.Value.Ticket, Number = number, found.Value.Candidates }));
        ticket.MapPost("/merge", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, MergeTicketsHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(Text(form, "Number") is { Length: > 0 } typed ? typed : Text(form, "Into")), VersionOf(form), by, stop), Words.MergeDone, $"/desk/{number}/part"));
        ticket.MapPost("/part", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, PartTicketsHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(), VersionOf(form), by, stop), Words.PartDone));
        ticket.MapPost("/split", SplitAsync);
        ticket.MapPost("/link", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, LinkTicketsHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(Text(form, "To"), Enum.TryParse<LinkKind>(Text(form, "Kind"), out var kind) ? kind : LinkKind.Related), VersionOf(form), by, stop), Words.LinkDone));
        ticket.MapPost("/unlink", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, UnlinkTicketsHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(Text(form, "To")), VersionOf(form), by, stop), Words.UnlinkDone));
        ticket.MapPost("/acknowledge", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, AcknowledgeBreachHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, new(), VersionOf(form), by, stop), Words.AcknowledgeDone));
        ticket.MapPost("/change", async (string number, [FromForm] IFormCollection form, HttpContext context, Actor by, ChangeTicketHandler handler, TimeProvider clock, CancellationToken stop) =>
            Answer(context, clock, number, await handler.HandleAsync(number, Change(form), VersionOf(form), by, stop), Words.ChangeDone));
    }

    private static async Task<IResult> WriteAsync(
        string number, [FromForm] IFormCollection form, HttpContext context, Actor by, AddMessageHandler answers, ResolveTicketHandler resolves, SaveDraftHandler drafts, TimeProvider clock, CancellationToken stop)
    {
        var files = OfferedFile.Of(form.Files);
        var (note, then) = (Text(form, "Mode") == "note", Text(form, "Then"));
        var body = Text(form, "Text");
        var copies = Text(form, "Copies") != "no";
        var outcome = then == "resolve" && !note
            ? await resolves.HandleAsync(number, new(body, copies), files, VersionOf(form), by, stop)
            : await answers.HandleAsync(number, new(body, Visibility: note ? Visibility.Internal : Visibility.Public, Wait: then == "wait" && !note, Copies: copies), files, note ? null : VersionOf(form), by, stop);
        if (outcome.IsDone)
        {
            // The claim of what is sent once belongs to the message alone.
            var self = by.Claiming(null);
            await drafts.HandleAsync(number, new("", Visibility.Public), self, stop);
            await drafts.HandleAsync(number, new("", Visibility.Internal), self, stop);
            context.Response.Headers["X-Version"] = outcome.Value.Version.ToString(CultureInfo.InvariantCulture);
        }

        if (outcome.Refusal is { } refusal && files.Count > 0 && !Pages.IsAct(context))
        {
            return Pages.Refused(context, refusal, BackTo(number), Words.ChooseFilesAgain);
        }

        return note ? Answer(context, clock, number, outcome, Words.NoteDone)
            : then == "resolve" ? Answer(context, clock, number, outcome, Words.ResolveDone, $"/desk/{number}/reopen", then)
            : Answer(context, clock, number, outcome, then == "wait" ? Words.SendAndWaitDone : Words.SendDone, then: then);
    }

    private static async Task<IResult> DraftAsync(string number, [FromForm] IFormCollection form, HttpContext context, Actor by, SaveDraftHandler handler, CancellationToken stop)
    {
        var outcome = await handler.HandleAsync(number, new(form["Text"].ToString(), Text(form, "Mode") == "note" ? Visibility.Internal : Visibility.Public), by, stop);
        return outcome.Refusal is { } refusal ? Pages.Refused(context, refusal, BackTo(number)) : Results.NoContent();
    }

    private static async Task<IResult> AssignAsync(string number, string? to, [FromForm] IFormCollection form, HttpContext context, Actor by, AssignTicketHandler handler, TimeProvider clock, CancellationToken stop)
    {
        var wanted = to ?? Text(form, "To");
        if (wanted.Length > 0 && !Guid.TryParse(wanted, out _))
        {
            return Pages.Refused(context, new NoSuchAgent(wanted), BackTo(number));
        }

        Guid? agent = wanted.Length == 0 ? null : Guid.Parse(wanted);
        var from = Text(form, "From");
        var outcome = await handler.HandleAsync(number, new(agent, Unless: from.Length == 0 && agent == by.Id && to is null), VersionOf(form), by, stop);
        var said = agent is null ? Words.PutBackDone : agent == by.Id ? Words.TakeOverDone : WordBook.Say(Words.AssignDone, outcome.IsDone ? outcome.Value.Assignee?.Name ?? "" : "");
        return Answer(context, clock, number, outcome, said, $"/desk/{number}/assign?to={Uri.EscapeDataString(from)}");
    }

    private static async Task<IResult> SplitAsync(string number, [FromForm] IFormCollection form, HttpContext context, Actor by, SplitTicketHandler handler, TimeProvider clock, CancellationToken stop)
    {
        Guid[] chosen = [.. form["Messages"].Select(m => Guid.TryParse(m, out var id) ? id : Guid.Empty)];
        var queue = Text(form, "Queue");
        var outcome = await handler.HandleAsync(number, new(chosen, Text(form, "Subject"), queue.Length > 0 ? queue : null), VersionOf(form), by, stop);
        return Answer(context, clock, number, outcome, outcome.IsDone ? WordBook.Say(Words.SplitDone, outcome.Value.Number) : "");
    }

    private static async Task<IResult> SnoozeAsync(string number, [FromForm] IFormCollection form, HttpContext context, Actor by, SnoozeTicketHandler handler, ServiceLevelBook book, TimeProvider clock, CancellationToken stop)
    {
        var (until, at) = (Text(form, "Until"), Text(form, "At"));
        return SnoozePresets.Read(at.Length > 0 ? at : until, (await book.WorkingHoursAsync(stop)).TimeZone) is { } instant
            ? Answer(context, clock, number, await handler.HandleAsync(number, new(instant), VersionOf(form), by, stop), WordBook.Say(Words.SnoozeDone, Platform.Console.When.Of(instant, clock.GetUtcNow())), $"/desk/{number}/wake")
            : Pages.Refused(context, new SnoozeIsUnreadable(), BackTo(number));
    }

    private static ChangeTicket Change(IFormCollection form) => new(
        Enum.TryParse<Priority>(Text(form, "Priority"), out var priority) ? priority : null,
        Text(form, "Type"),
        Text(form, "Category"),
        [.. Text(form, "Tags").Split([',', '\uFF0C', '\u3001'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        Text(form, "Subject"));

    /// <summary>Where somebody was quicker, the form learns what changed and may be sent again on top of it.</summary>
    private static IResult Answer(HttpContext context, TimeProvider clock, string number, Outcome<TicketView> outcome, string toast, string undo = "", string then = "")
    {
        if (outcome.Refusal is StaleVersion { Current: TicketView current } && Pages.IsAct(context))
        {
            return Pages.Show<ConflictNote>(new { Current = current, Now = clock.GetUtcNow(), Then = then }, StatusCodes.Status412PreconditionFailed);
        }

        return Pages.Acted(context, outcome.Refusal is { } refusal ? Outcome.Refused(refusal) : Outcome.Done, BackTo(number), toast, undo);
    }

    /// <summary>The last one counts: a form sent again after a conflict carries the newer version behind the older.</summary>
    private static int? VersionOf(IFormCollection form) => int.TryParse(form["Version"].LastOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;

    private static string Text(IFormCollection form, string field) => form[field].LastOrDefault()?.Trim() ?? "";

    private static string BackTo(string number) => $"/desk/{number}";
}
