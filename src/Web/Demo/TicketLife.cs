using Banzhang.Desk.Contracts;
using Banzhang.Desk.Messages;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;

namespace Banzhang.Web.Demo;

/// <summary>One ticket lived through in the past: the same entities and verbs as in service, with a clock that is told the time.</summary>
internal sealed class TicketLife
{
    private static readonly ServiceLevelPolicies Policies = ServiceLevelSettings.Policies.Default;
    private readonly BindingPolicy _binding;
    private readonly List<ServiceClock> _clocks = [];
    private readonly List<Message> _messages = [];

    public TicketLife(NewTicket contact, DateTimeOffset at, Kernel.Calendars.BusinessCalendar calendar)
    {
        var policy = Desk.ServiceLevels.Rules.PolicyChoice.For(Policies.Policies, contact.Channel, contact.Priority, contact.Type, contact.Customer.Tier)!;
        _binding = new(policy, 0, calendar, 0);
        Ticket = Ticket.Open(contact, at);
        Body(AuthorKind.Customer, contact.Customer.Id.Value, contact.Customer.Name, Visibility.Public, contact.Body, at);
        foreach (var kind in (ClockKind[])[ClockKind.FirstResponse, ClockKind.Resolution])
        {
            _clocks.Add(_binding.Start(Ticket.Id, kind, at, at)!);
        }

        Told.Add(new(new TicketOpened(Ticket.Facts, Ticket.Type, Ticket.Tier, [.. _clocks.Select(c => c.Promise())]), at, Actor.System));
    }

    public Ticket Ticket { get; }

    public List<ToldEvent> Told { get; } = [];

    public List<Voice.Ratings.Rating> Ratings { get; } = [];

    public string SearchText => $"{Ticket.CustomerName}\n{Ticket.Category}\n{string.Join('\n', _messages.Select(m => m.Body))}";

    public void Take(DemoAgent agent, DateTimeOffset at)
    {
        Ticket.Assign(agent.Id, at);
        Tell(agent, at);
    }

    public void Answer(DemoAgent agent, string body, DateTimeOffset at)
    {
        var owed = Latest(ClockKind.FirstResponse);
        var first = Ticket.Answer(agent.Id, body, at).Value;
        Tell(agent, at);
        Meet(ClockKind.FirstResponse, at);
        Meet(ClockKind.NextResponse, at);
        Say(Body(AuthorKind.Agent, agent.Id.Value, agent.Name, Visibility.Public, body, at), body, agent, at);
        if (first)
        {
            Told.Add(new(new FirstResponseGiven(Ticket.Facts, at - Ticket.CreatedAt, _binding.Calendar.Between(Ticket.CreatedAt, at), at <= owed!.DeadlineAt), at, By(agent)));
        }
    }

    public void Note(DemoAgent agent, string body, DateTimeOffset at)
    {
        Ticket.Note(at);
        var message = Body(AuthorKind.Agent, agent.Id.Value, agent.Name, Visibility.Internal, body, at);
        Told.Add(new(new MessageAdded(Ticket.Facts, message.Id, AuthorKind.Agent, Visibility.Internal, body.Length), at, By(agent)));
    }

    public void Wait(DemoAgent agent, DateTimeOffset at)
    {
        foreach (var clock in _clocks.Where(c => c is { Kind: ClockKind.Resolution, State: ClockState.Running }))
        {
            clock.Pause(_binding.Calendar, at);
            Told.Add(new(new ClockPaused(Ticket.Facts, clock.Id, clock.Kind, clock.Remaining), at, By(agent)));
        }

        Ticket.WaitForCustomer(at);
        Tell(agent, at);
    }

    public void CustomerWrites(string body, DateTimeOffset at)
    {
        var reopened = Ticket.Status == TicketStatus.Resolved;
        Ticket.Receive(body, at);
        if (reopened)
        {
            Start(ClockKind.Resolution, at);
        }

        foreach (var clock in _clocks.Where(c => c.State == ClockState.Paused))
        {
            clock.Resume(_binding.Calendar, at);
            Told.Add(new(new ClockResumed(Ticket.Facts, clock.Id, clock.Kind, clock.DeadlineAt), at, Actor.System));
        }

        if (Ticket.FirstRespondedAt is not null && !_clocks.Exists(c => c.Kind == ClockKind.NextResponse && c.IsOpen))
        {
            Start(ClockKind.NextResponse, at);
        }

        var message = Body(AuthorKind.Customer, Ticket.CustomerId.Value, Ticket.CustomerName, Visibility.Public, body, at);
        Told.Add(new(new MessageAdded(Ticket.Facts, message.Id, AuthorKind.Customer, Visibility.Public, body.Length), at, Actor.System));
        Tell(null, at);
    }

    public void Transfer(DemoAgent by, QueueCard queue, string reason, DateTimeOffset at)
    {
        Ticket.TransferTo(queue.Id, queue.Team, reason, at);
        Tell(by, at);
    }

    public void Escalate(DemoAgent by, string reason, DateTimeOffset at)
    {
        Ticket.Escalate(reason, at);
        Tell(by, at);
    }

    public void Resolve(DemoAgent by, DateTimeOffset at)
    {
        var promise = Latest(ClockKind.Resolution)!;
        Ticket.Resolve(by.Id, at);
        bool met = promise.State == ClockState.Paused || at <= promise.DeadlineAt;
        Meet(ClockKind.Resolution, at);
        foreach (var clock in _clocks.Where(c => c.IsOpen))
        {
            clock.Cancel();
            Told.Add(new(new ClockCancelled(Ticket.Facts, clock.Id, clock.Kind), at, By(by)));
        }

        Told.Add(new(new TicketResolved(Ticket.Facts, Ticket.Cycle, at - Ticket.CreatedAt, _binding.Calendar.Between(Ticket.CreatedAt, at), met, Ticket.PublicAnswers), at, By(by)));
        Tell(by, at);
    }

    public void Confirm(DateTimeOffset at)
    {
        Ticket.Confirm(AuthorKind.Customer, at);
        Tell(null, at);
    }

    /// <summary>By the product, once nobody has objected for long enough.</summary>
    public void CloseInSilence(DateTimeOffset at, DateTimeOffset now)
    {
        if (at < now)
        {
            Ticket.Confirm(AuthorKind.System, at);
            Tell(null, at);
        }
    }

    public void Happened(IDomainEvent happened, DateTimeOffset at) => Told.Add(new(happened, at, Actor.System));

    /// <summary>What is late by now is noticed; everything becomes rows.</summary>
    public List<object> Rows(DateTimeOffset now)
    {
        foreach (var clock in _clocks.Where(c => c.Breach(now)))
        {
            Told.Add(new(new ClockBreached(Ticket.Facts, clock.Id, clock.Kind, clock.DeadlineAt), clock.DeadlineAt, Actor.System));
        }

        var next = Ticket.IsOpen ? _clocks.Where(c => c.IsOpen && c.State != ClockState.Paused).MinBy(c => c.DeadlineAt) : null;
        Ticket.DueNext(next?.DeadlineAt ?? DateTimeOffset.MaxValue, next?.Kind);
        return [Ticket, .. _messages, .. _clocks, .. Ratings, .. Told.Select(LedgerEvent.Of)];
    }

    private ServiceClock? Latest(ClockKind kind) => _clocks.Where(c => c.Kind == kind).MaxBy(c => c.StartedAt);

    private void Start(ClockKind kind, DateTimeOffset at)
    {
        var clock = _binding.Start(Ticket.Id, kind, at, at)!;
        _clocks.Add(clock);
        Told.Add(new(new ClockStarted(Ticket.Facts, clock.Promise()), at, Actor.System));
    }

    private void Meet(ClockKind kind, DateTimeOffset at)
    {
        foreach (var clock in _clocks.Where(c => c.Kind == kind && c.IsOpen))
        {
            if (clock.State == ClockState.Running && at > clock.DeadlineAt)
            {
                Told.Add(new(new ClockBreached(Ticket.Facts, clock.Id, kind, clock.DeadlineAt), clock.DeadlineAt, Actor.System));
            }

            clock.Meet(at);
            Told.Add(new(new ClockMet(Ticket.Facts, clock.Id, kind, clock.DeadlineAt), at, Actor.System));
        }
    }

    private Message Body(AuthorKind author, Guid id, string name, Visibility visibility, string body, DateTimeOffset at)
    {
        var message = Message.Of(MessageId.New(at), Ticket.Id, author, id, name, visibility, Ticket.Channel, body, at);
        _messages.Add(message);
        return message;
    }

    private void Say(Message message, string body, DemoAgent agent, DateTimeOffset at) =>
        Told.Add(new(new MessageAdded(Ticket.Facts, message.Id, message.Author, message.Visibility, body.Length), at, By(agent)));

    private void Tell(DemoAgent? agent, DateTimeOffset at) =>
        Told.AddRange(Ticket.TakeHappened().Select(h => new ToldEvent(h, at, agent is null ? Actor.System : By(agent))));

    private static Actor By(DemoAgent agent) => new() { Kind = ActorKind.Person, Id = agent.Id.Value, Name = agent.Name };
}
