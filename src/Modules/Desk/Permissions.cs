using Banzhang.Platform.Identity;

namespace Banzhang.Desk;

public static class Permissions
{
    public static readonly Permission ReadTickets = new("desk.tickets.read",
        (RoleCodes.Agent, Scope.Team), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All), (RoleCodes.Trainer, Scope.All), (RoleCodes.ThirdParty, Scope.Own));

    public static readonly Permission OpenTickets = new("desk.tickets.open",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.ThirdParty, Scope.All));

    public static readonly Permission AnswerTickets = new("desk.tickets.answer",
        (RoleCodes.Agent, Scope.Team), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.ThirdParty, Scope.Own));

    public static readonly Permission AssignTickets = new("desk.tickets.assign",
        (RoleCodes.Agent, Scope.Team), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));

    public static readonly Permission TransferTickets = new("desk.tickets.transfer",
        (RoleCodes.Agent, Scope.Team), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.ThirdParty, Scope.Own));

    public static readonly Permission AcknowledgeBreaches = new("desk.breaches.acknowledge", (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));

    /// <summary>Accounts, their servers and passwords, the words around answers.</summary>
    public static readonly Permission ManageMailAccounts = new("desk.mail.manage", (RoleCodes.Manager, Scope.All));

    /// <summary>The log of the mailboxes, quarantine and outbox.</summary>
    public static readonly Permission HandleMail = new("desk.mail.handle", (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));
}
