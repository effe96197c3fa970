using Banzhang.Desk.Attachments;
using Banzhang.Desk.Counter;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Searching;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Workspace;
using Banzhang.Platform.Http;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Desk;

/// <summary>The screens of the room, for people who are signed in.</summary>
internal static class DeskPages
{
    public static void MapDeskPages(this IEndpointRouteBuilder routes)
    {
        var console = routes.MapConsole();
        console.MapWorkspace();
        console.MapTicketActs();
        console.MapNewContact();
        console.MapTicketTable();
        console.MapSearch();
        console.MapFiles();
        console.MapMail();
    }
}
