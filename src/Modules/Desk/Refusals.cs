using Banzhang.Kernel;

namespace Banzhang.Desk;

public sealed record NoSuchTicket : NotFound;

public sealed record NoSuchQueue(string Queue) : Invalid("queue")
{
    public override object[] Arguments => [Queue];
}

/// <summary>A ticket that is put back belongs to a customer that is not there.</summary>
public sealed record NoSuchCustomerOfTicket(Guid Customer) : Invalid("customer.id")
{
    public override object[] Arguments => [Customer];
}

public sealed record NoSuchAgent(string Agent) : Invalid("assignee")
{
    public override object[] Arguments => [Agent];
}

public sealed record TicketIsNotOpen : Conflict;

public sealed record TicketIsClosed : Conflict;

public sealed record TicketIsThereAlready : Conflict;

/// <summary>Its words were erased at the customer's request: nothing is said in it any more.</summary>
public sealed record TicketIsErased : Conflict;

/// <summary>Erased are only those whose matter is settled.</summary>
public sealed record TicketIsNotSolved : Conflict;

/// <param name="Numbers">The first of them.</param>
public sealed record CustomerHasOpenTickets(string Numbers) : Conflict
{
    public override object[] Arguments => [Numbers];
}

/// <summary>The ticket of this number elsewhere was erased at its customer's request: it is not made again without a word.</summary>
public sealed record TicketWasErased() : Invalid("externalId");

/// <summary>The customer of this number elsewhere was erased at their request: a file does not bring them back.</summary>
public sealed record CustomerOfTicketWasErased() : Invalid("customer.externalId");

public sealed record TicketIsNotSnoozed : Conflict;

public sealed record TicketIsResolvedAlready : Conflict;

public sealed record TicketIsOpenAlready : Conflict;

public sealed record TicketIsNotResolved : Conflict;

public sealed record TicketWasTaken(string By) : Conflict
{
    public override object[] Arguments => [By];
}

public sealed record SnoozeEndsInThePast() : Invalid("until");

public sealed record TooManyTags(int Most) : Invalid("tags")
{
    public override object[] Arguments => [Most];
}

public sealed record TooManyFields(int Most) : Invalid("fields")
{
    public override object[] Arguments => [Most];
}

public sealed record TicketExternalIdIsTaken() : Invalid("externalId");

public sealed record UnknownView(string View) : Invalid("view")
{
    public override object[] Arguments => [View];
}

public sealed record UnknownSort(string Sort) : Invalid("sort")
{
    public override object[] Arguments => [Sort];
}

public sealed record UnknownTeam(string Team) : Invalid("team")
{
    public override object[] Arguments => [Team];
}

public sealed record UnknownStatus(string Status) : Invalid("status")
{
    public override object[] Arguments => [Status];
}

public sealed record NoSuchClock : NotFound;

public sealed record LinkIsNotValid : NotFound;

public sealed record UnknownSearchKind(string Kind) : Invalid("kind")
{
    public override object[] Arguments => [Kind];
}

public sealed record NoSuchFile : NotFound;

public sealed record SnoozeIsUnreadable() : Invalid("until");

public sealed record NothingIsChosen() : Invalid("keys");

public sealed record ClosingDaysAreOutOfRange(int Most) : Invalid("days")
{
    public override object[] Arguments => [Most];
}

public sealed record QueueCodeIsMalformed() : Invalid("code");

public sealed record QueueCodeIsTaken(string Queue) : Invalid("code")
{
    public override object[] Arguments => [Queue];
}

public sealed record NoSuchTeamForQueue() : Invalid("team");

public sealed record ViewIsTooLong() : Invalid("address");

public sealed record TooManyViews(int Most) : Conflict
{
    public override object[] Arguments => [Most];
}

/// <param name="Into">The number of the ticket that goes on in its place.</param>
public sealed record TicketIsMerged(string Into) : Conflict
{
    public override object[] Arguments => [Into];
}

public sealed record TicketIsNotMerged : Conflict;

/// <summary>A ticket cannot be merged into itself or linked with itself.</summary>
public sealed record TicketIsTheSame(string Field) : Invalid(Field);

/// <summary>Merged threads are shown to the customer; nobody may read another's.</summary>
public sealed record CustomersDiffer : Conflict;

public sealed record NoSuchOtherTicket(string Field, string Ticket) : Invalid(Field)
{
    public override object[] Arguments => [Ticket];
}

public sealed record NothingToSplit() : Invalid("messages");

/// <summary>Only what the customer said in this ticket can become a ticket of its own.</summary>
public sealed record MessageCannotBeSplit() : Invalid("messages");

public sealed record TooManyLinks(int Most) : Conflict
{
    public override object[] Arguments => [Most];
}
