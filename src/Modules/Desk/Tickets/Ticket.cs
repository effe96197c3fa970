using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;

namespace Banzhang.Desk.Tickets;

/// <summary>One contact and everything that follows from it, until the customer confirms.</summary>
internal sealed partial class Ticket : Remembering
{
    private const int LongestExcerpt = 120;

    private Ticket()
    {
    }

    public TicketId Id { get; private set; }

    public long Number { get; private set; }

    public Channel Channel { get; private set; }

    public string Subject { get; private set; } = "";

    public TicketStatus Status { get; private set; }

    /// <summary>New, Open, Waiting or Snoozed: somebody still owes something.</summary>
    public bool IsOpen { get; private set; }

    public Priority Priority { get; private set; }

    public string Type { get; private set; } = "";

    public string Category { get; private set; } = "";

    /// <summary>Separated by line feeds, for search and filters.</summary>
    public string Tags { get; private set; } = "";

    /// <summary>Custom fields as a JSON object.</summary>
    public string Fields { get; private set; } = "{}";

    public string? ExternalId { get; private set; }

    public CustomerId CustomerId { get; private set; }

    /// <summary>The record it came by, when that was merged into another since; null for the one it belongs to.</summary>
    public CustomerId? CameBy { get; private set; }

    public string CustomerName { get; private set; } = "";

    public CustomerTier Tier { get; private set; }

    public QueueId QueueId { get; private set; }

    public TeamId? TeamId { get; private set; }

    public AgentId? Assignee { get; private set; }

    /// <summary>Who took the contact first; stays answerable through every transfer until the customer confirms.</summary>
    public AgentId? FirstContactOwner { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public DateTimeOffset? FirstRespondedAt { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public DateTimeOffset? SnoozedUntil { get; private set; }

    public DateTimeOffset LastCustomerAt { get; private set; }

    public DateTimeOffset? LastAgentAt { get; private set; }

    /// <summary>The earliest running deadline; the far future when no clock runs. The default order of every list.</summary>
    public DateTimeOffset NextDueAt { get; private set; } = DateTimeOffset.MaxValue;

    public ClockKind? NextDueKind { get; private set; }

    public int EscalationLevel { get; private set; }

    public string EscalationReason { get; private set; } = "";

    /// <summary>How often it was resolved; 0 before the first time.</summary>
    public int Cycle { get; private set; }

    public int PublicAnswers { get; private set; }

    public int MessageCount { get; private set; }

    public int Transfers { get; private set; }

    public string LastMessage { get; private set; } = "";

    /// <summary>The ticket that goes on in its place; null while it lives on its own.</summary>
    public TicketId? MergedInto { get; private set; }

    /// <summary>How many tickets were merged into this one and stayed.</summary>
    public int TookIn { get; private set; }

    /// <summary>When its words were erased at its customer's request; null for all others. It takes no verb any more.</summary>
    public DateTimeOffset? ErasedAt { get; private set; }

    /// <summary>The customer has said something that nobody answered yet.</summary>
    public bool OwesAnswer => FirstRespondedAt is null || LastAgentAt is null || LastAgentAt < LastCustomerAt;

    public TicketFacts Facts => new(Id, Number, QueueId, TeamId, Assignee, Channel, Category, Priority, CustomerId);

    public static Ticket Open(NewTicket contact, DateTimeOffset now)
    {
        var taken = contact.TakenBy;
        return new()
        {
            Id = contact.Id,
            Number = contact.Number,
            Channel = contact.Channel,
            Subject = contact.Subject,
            Status = taken is null ? TicketStatus.New : TicketStatus.Open,
            IsOpen = true,
            Priority = contact.Priority,
            Type = contact.Type,
            Category = contact.Category,
            Tags = contact.Tags,
            Fields = contact.Fields,
            ExternalId = contact.ExternalId,
            CustomerId = contact.Customer.Id,
            CustomerName = contact.Customer.Name,
            Tier = contact.Customer.Tier,
            QueueId = contact.Queue,
            TeamId = contact.Team,
            Assignee = taken,
            FirstContactOwner = taken,
            CreatedAt = now,
            UpdatedAt = now,
            LastCustomerAt = now,
            MessageCount = 1,
            LastMessage = ExcerptOf(contact.Body),
        };
    }

    /// <summary>A person takes it, or somebody gives it to them; null puts it back into the queue.</summary>
    public Outcome Assign(AgentId? to, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new TicketIsNotOpen();
        }

        if (Assignee == to)
        {
            return Outcome.Done;
        }

        var from = Assignee;
        Assignee = to;
        FirstContactOwner ??= to;
        if (to is null || Status == TicketStatus.New)
        {
            Become(OursToDo);
        }

        UpdatedAt = now;
        Remember(new TicketAssigned(Facts, from, to));
        return Outcome.Done;
    }

    /// <summary>A public answer of a person: the first one fulfils the first response.</summary>
    /// <returns>True when it is the first.</returns>
    public Outcome<bool> Answer(AgentId? by, string body, DateTimeOffset now)
    {
        if (Status == TicketStatus.Closed)
        {
            return new TicketIsClosed();
        }

        Touch(body, now);
        if (Assignee is null && IsOpen && by is not null)
        {
            Assign(by, now);
        }

        return CountAnswer(now);
    }

    /// <summary>Whoever takes it at the phone or the counter answers while the customer speaks: that is an answer, though nothing of it is written in the thread.</summary>
    public void AnswerByWord(DateTimeOffset now) => CountAnswer(now);

    public void Note(DateTimeOffset now)
    {
        MessageCount++;
        UpdatedAt = now;
    }

    /// <summary>The customer wrote: what was waiting, snoozed or resolved is open again; a closed ticket takes no more.</summary>
    public Outcome Receive(string body, DateTimeOffset now)
    {
        if (Status == TicketStatus.Closed)
        {
            return new TicketIsClosed();
        }

        Touch(body, now);
        LastCustomerAt = now;
        if (Status == TicketStatus.Resolved)
        {
            return Reopen(AuthorKind.Customer, now);
        }

        if (Status == TicketStatus.Snoozed)
        {
            Wake(now);
        }

        Become(OursToDo);
        return Outcome.Done;
    }

    public Outcome WaitForCustomer(DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new TicketIsNotOpen();
        }

        Become(TicketStatus.Waiting);
        UpdatedAt = now;
        Remember(new TicketWaits(Facts));
        return Outcome.Done;
    }

    public Outcome TransferTo(QueueId queue, TeamId? team, string reason, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new TicketIsNotOpen();
        }

        if (queue == QueueId)
        {
            return new TicketIsThereAlready();
        }

        var from = QueueId;
        QueueId = queue;
        TeamId = team;
        Assignee = null;
        Become(TicketStatus.New);
        Transfers++;
        UpdatedAt = now;
        Remember(new TicketTransferred(Facts, from, queue, reason, FirstContactOwner));
        return Outcome.Done;
    }

    public Outcome Escalate(string reason, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new TicketIsNotOpen();
        }

        EscalationLevel++;
        EscalationReason = reason;
        UpdatedAt = now;
        Remember(new TicketEscalated(Facts, EscalationLevel, reason));
        return Outcome.Done;
    }

    public Outcome Snooze(DateTimeOffset until, DateTimeOffset now)
    {
        if (!IsOpen)
        {
            return new TicketIsNotOpen();
        }

        if (until <= now)
        {
            return new SnoozeEndsInThePast();
        }

        Become(TicketStatus.Snoozed);
        SnoozedUntil = until;
        UpdatedAt = now;
        Remember(new TicketSnoozed(Facts, until));
        return Outcome.Done;
    }

    public Outcome Wake(DateTimeOffset now)
    {
        if (Status != TicketStatus.Snoozed)
        {
            return new TicketIsNotSnoozed();
        }

        Become(OursToDo);
        UpdatedAt = now;
        Remember(new TicketWoken(Facts));
        return Outcome.Done;
    }

    public Outcome Resolve(AgentId? by, DateTimeOffset now)
    {
        if (Status is TicketStatus.Resolved or TicketStatus.Closed)
        {
            return new TicketIsResolvedAlready();
        }

        if (Assignee is null && by is not null)
        {
            Assign(by, now);
        }

        Become(TicketStatus.Resolved);
        IsOpen = false;
        ResolvedAt = now;
        Cycle++;
        UpdatedAt = now;
        return Outcome.Done;
    }

    public Outcome Reopen(AuthorKind by, DateTimeOffset now)
    {
        if (Status == TicketStatus.Closed && by == AuthorKind.Customer)
        {
            return new TicketIsClosed();
        }

        if (IsOpen)
        {
            return new TicketIsOpenAlready();
        }

        Become(OursToDo);
        IsOpen = true;
        ResolvedAt = null;
        ClosedAt = null;
        UpdatedAt = now;
        Remember(new TicketReopened(Facts, Cycle + 1, by));
        return Outcome.Done;
    }

    /// <summary>The customer confirms that it is solved, or has long said nothing; the first-contact owner is released.</summary>
    public Outcome Confirm(AuthorKind by, DateTimeOffset now)
    {
        if (Status != TicketStatus.Resolved)
        {
            return new TicketIsNotResolved();
        }

        Become(TicketStatus.Closed);
        ClosedAt = now;
        UpdatedAt = now;
        Remember(new TicketClosed(Facts, by));
        return Outcome.Done;
    }

    public void Change(Priority? priority, string? type, string? category, string? tags, string? subject, DateTimeOffset now)
    {
        var before = new Dictionary<string, string>();
        var after = new Dictionary<string, string>();
        void Changes(string name, string old, string? value)
        {
            if (value is not null && value != old)
            {
                before[name] = old;
                after[name] = value;
            }
        }

        Changes("priority", Priority.ToString(), priority?.ToString());
        Changes("type", Type, type);
        Changes("category", Category, category);
        Changes("tags", Tags, tags);
        if (subject is not null && subject != Subject)
        {
            before["subject"] = "";
            after["subject"] = "";
        }

        if (after.Count == 0)
        {
            return;
        }

        Priority = priority ?? Priority;
        Type = type ?? Type;
        Category = category ?? Category;
        Tags = tags ?? Tags;
        Subject = subject ?? Subject;
        UpdatedAt = now;
        Remember(new TicketChanged(Facts, before, after));
    }

    /// <summary>Another ticket goes on in its place. What it was is kept, so that it can be taken back.</summary>
    /// <param name="survivor">The ticket that goes on; not merged itself.</param>
    /// <param name="now">When.</param>
    public void MergeInto(Ticket survivor, DateTimeOffset now)
    {
        MergedInto = survivor.Id;
        Become(TicketStatus.Closed);
        IsOpen = false;
        UpdatedAt = now;
        Remember(new TicketMerged(Facts, survivor.Number));
        survivor.TakeIn(this, now);
    }

    /// <summary>It lives on its own again: resolved or closed as it was, else open.</summary>
    public void PartFrom(Ticket survivor, DateTimeOffset now)
    {
        MergedInto = null;
        IsOpen = ResolvedAt is null && ClosedAt is null;
        Become(ClosedAt is not null ? TicketStatus.Closed : ResolvedAt is not null ? TicketStatus.Resolved : OursToDo);
        UpdatedAt = now;
        survivor.TookIn--;
        survivor.UpdatedAt = now;
        Remember(new TicketParted(Facts, survivor.Number));
        survivor.Remember(new TicketLetGo(survivor.Facts, Number));
    }

    /// <summary>Nothing the customer or we said is left; what it is counted by stays.</summary>
    public Outcome Erase(DateTimeOffset now)
    {
        if (IsOpen)
        {
            return new TicketIsNotSolved();
        }

        if (ErasedAt is null)
        {
            (Subject, CustomerName, Tags, Fields, ExternalId, EscalationReason, LastMessage) = ("", "", "", "{}", null, "", "");
            (ErasedAt, UpdatedAt) = (now, now);
            Remember(new TicketErased(Facts));
        }

        return Outcome.Done;
    }

    /// <summary>It came in while its customer was erased: it belongs to the record of a new matter.</summary>
    public void BelongTo(CustomerCard customer) => (CustomerId, CameBy) = (customer.Id, null);

    /// <summary>Words in it were somebody's who was erased.</summary>
    /// <param name="body">The newest that are left; empty for none.</param>
    public void LastSaid(string body) => LastMessage = ExcerptOf(body);

    /// <summary>A part of what was asked goes on as a ticket of its own.</summary>
    public void SplitOff(long number, DateTimeOffset now)
    {
        UpdatedAt = now;
        Remember(new TicketSplit(Facts, number));
    }

    /// <summary>What its clocks say is due next.</summary>
    public void DueNext(DateTimeOffset at, ClockKind? kind)
    {
        NextDueAt = at;
        NextDueKind = kind;
    }

    /// <summary>The first answer to either was the first answer to both.</summary>
    private void TakeIn(Ticket merged, DateTimeOffset now)
    {
        TookIn++;
        FirstRespondedAt = Earlier(FirstRespondedAt, merged.FirstRespondedAt);
        UpdatedAt = now;
        Remember(new TicketTookIn(Facts, merged.Number));
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;

    /// <summary>What it is while we owe the next step.</summary>
    private TicketStatus OursToDo => Assignee is null ? TicketStatus.New : TicketStatus.Open;

    /// <summary>The only way from one status to another: an instant to wake at belongs to what is snoozed and to nothing else.</summary>
    private void Become(TicketStatus status)
    {
        Status = status;
        SnoozedUntil = null;
    }

    private bool CountAnswer(DateTimeOffset now)
    {
        LastAgentAt = now;
        PublicAnswers++;
        var first = FirstRespondedAt is null;
        FirstRespondedAt ??= now;
        return first;
    }

    private void Touch(string body, DateTimeOffset now)
    {
        MessageCount++;
        LastMessage = ExcerptOf(body);
        UpdatedAt = now;
    }

    /// <summary>What lists show of a message.</summary>
    private static string ExcerptOf(string body) => ShortText.Cut(body.ReplaceLineEndings(" ").Trim(), LongestExcerpt);
}

/// <summary>Everything that is known of a contact when it arrives.</summary>
internal sealed record NewTicket(
    TicketId Id, long Number, Channel Channel, string Subject, string Body, Priority Priority, string Type, string Category, string Tags, string Fields, string? ExternalId,
    CustomerCard Customer, QueueId Queue, TeamId? Team, AgentId? TakenBy);
