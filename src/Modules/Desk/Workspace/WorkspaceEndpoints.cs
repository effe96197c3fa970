using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk.Workspace;

/// <summary>The three panes: the page, and each pane alone when it became stale.</summary>
internal static class WorkspaceEndpoints
{
    public static void MapWorkspace(this IEndpointRouteBuilder console)
    {
        console.MapGet("/desk", (string? view, string? sort, int? shown, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, WorkspaceQuery whole, Panes panes, CancellationToken stop) =>
            ShowAsync(DeskPlace.Of(view, sort, null, shown, cursor), context, by, frames, whole, panes, stop));
        console.MapGet("/desk/{number}", (string number, string? view, string? sort, int? shown, string? cursor, HttpContext context, Actor by, ConsoleFrames frames, WorkspaceQuery whole, Panes panes, CancellationToken stop) =>
            ShowAsync(DeskPlace.Of(view, sort, number, shown, cursor), context, by, frames, whole, panes, stop));
    }

    private static async Task<IResult> ShowAsync(DeskPlace place, HttpContext context, Actor by, ConsoleFrames frames, WorkspaceQuery whole, Panes panes, CancellationToken stop)
    {
        if (Pages.FragmentOf(context) is { } fragment && await panes.ShowAsync(fragment, place, context, by, stop) is { } pane)
        {
            return pane;
        }

        var found = await whole.RunAsync(place, by, stop);
        return found.Refusal is { } refusal
            ? Pages.Refused(context, refusal, place.Number is null ? "/account" : "/desk")
            : Pages.Show<WorkspacePage>(new { Frame = await frames.ForAsync(context, stop), Model = found.Value });
    }
}

/// <summary>One pane as its live fragment asks for it.</summary>
internal sealed class Panes(ViewsQuery views, ListPaneQuery list, ConversationQuery conversation, ContextQuery about, IAntiforgery antiforgery, TimeProvider clock)
{
    /// <summary>Null for a fragment that is no pane.</summary>
    public async Task<IResult?> ShowAsync(string fragment, DeskPlace place, HttpContext context, Actor by, CancellationToken stop) => fragment switch
    {
        "views" => Pages.Show<ViewsPane>(new { Views = await views.RunAsync(by, stop), Place = place }),
        "list" => await list.RunAsync(place, by, stop) is var rows && rows.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk")
            : Pages.Show<ListPane>(new { List = rows.Value, Place = place, Views = await views.RunAsync(by, stop), Now = clock.GetUtcNow() }),
        "conv" when place.Number is { } number => await conversation.RunAsync(number, by, stop) is var found && found.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk")
            : Pages.Show<ConversationPane>(new { Model = found.Value, Place = place, Now = clock.GetUtcNow(), Token = antiforgery.GetAndStoreTokens(context).RequestToken }),
        "about" when place.Number is { } number => await about.RunAsync(number, by, stop) is var found && found.Refusal is { } refusal ? Pages.Refused(context, refusal, "/desk")
            : Pages.Show<ContextPane>(new { Model = found.Value, Place = place, Now = clock.GetUtcNow() }),
        _ => null,
    };
}
