using Banzhang.Desk.Api;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Fetching;
using Banzhang.Desk.Mailboxes.Sending;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Queues;
using Banzhang.Desk.Searching;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.ServiceLevels.Settings;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Verification;
using Banzhang.Platform.Ledger;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Desk;

public static class DeskModule
{
    public static void AddDesk(this IServiceCollection services)
    {
        services.AddSingleton<ServiceLevelBook>();
        services.AddSingleton<TicketViews>();
        services.AddSingleton<TicketActsHandler>();
        services.AddSingleton<PortalLinks>();
        services.AddSingleton<Platform.Search.ISearchLanguage, SearchLanguage>();
        services.AddSingleton<Workspace.Panes>();
        services.AddSingleton<Platform.Console.IPresenceOfPerson, Presence.PresenceOfPerson>();
        services.AddSingleton<IQueues>(s => s.GetRequiredService<QueuesQuery>());
        services.AddSingleton<ITickets>(s => s.GetRequiredService<TicketsQuery>());
        services.AddSingleton<ITicketTexts>(s => s.GetRequiredService<Tickets.Reading.TicketTextsQuery>());
        services.AddSingleton<ITicketLabels>(s => s.GetRequiredService<Tickets.Changing.ChangeTicketHandler>());
        services.AddSingleton<IDeskBoard>(s => s.GetRequiredService<DeskBoardQuery>());
        services.AddSingleton<Customers.Contracts.ICustomerSection>(s => s.GetRequiredService<ServiceHistory.ServiceHistoryQuery>());
        services.AddSingleton<Customers.Contracts.IPersonalData>(s => s.GetRequiredService<PersonalData.TicketDataHandler>());
        services.AddSingleton<Platform.Files.IFileUse>(s => s.GetRequiredService<PersonalData.MailFileUseQuery>());
        services.AddSingleton<IBreaches>(s => s.GetRequiredService<AcknowledgeBreachHandler>());
        services.AddSingleton<Platform.Live.ITopicGuard, Notifying.DeskTopicGuard>();
        services.AddSingleton<IBookCheck>(s => s.GetRequiredService<ClockCheckQuery>());
        services.AddSingleton<IBookCheck>(s => s.GetRequiredService<RawMailCheckQuery>());
        services.AddSingleton<MailSecrets>();
        services.AddSingleton<MailTokens>();
        services.AddSingleton<MailServers>();
        services.AddSingleton<TicketAddress>();
        services.AddSingleton<MailboxFetching>();
        services.AddSingleton<MailSending>();
    }

    /// <summary>What runs in a server besides requests: mail in and out.</summary>
    public static void AddDeskServer(this IServiceCollection services)
    {
        services.AddHostedService(s => s.GetRequiredService<MailboxFetching>());
        services.AddHostedService(s => s.GetRequiredService<MailSending>());
    }

    public static void MapDesk(this IEndpointRouteBuilder routes, IEndpointRouteBuilder api)
    {
        api.MapDeskApi();
        api.MapSearchApi();
        routes.MapDeskPages();
        routes.MapPortal();
        routes.MapServiceLevelSettings();
        routes.MapMailAccounts();
    }
}
