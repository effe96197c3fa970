using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Data;

namespace Banzhang.Desk.ServiceLevels;

/// <summary>The clocks of one ticket during an act: what each step of the conversation does to them.</summary>
internal sealed class TicketClocks
{
    private readonly Act _act;
    private readonly Ticket _ticket;
    private readonly ServiceLevelBook _book;
    private readonly List<ServiceClock> _clocks;

    private TicketClocks(Act act, Ticket ticket, ServiceLevelBook book, List<ServiceClock> clocks)
    {
        _act = act;
        _ticket = ticket;
        _book = book;
        _clocks = clocks;
    }

    /// <param name="act">The act.</param>
    /// <param name="ticket">Whose clocks.</param>
    /// <param name="book">Policies and calendars.</param>
    /// <param name="clocks">All of the ticket's, tracked by the act or to be added by it.</param>
    public static TicketClocks Of(Act act, Ticket ticket, ServiceLevelBook book, List<ServiceClock> clocks) => new(act, ticket, book, clocks);

    public IReadOnlyList<ServiceClock> All => _clocks;

    /// <summary>What is late though the job has not looked yet is late before anything is done to it: stamped at its deadline.</summary>
    public void Overdue()
    {
        foreach (var clock in _clocks.Where(c => c.Breach(_act.Now)))
        {
            _act.Tell(new ClockBreached(_ticket.Facts, clock.Id, clock.Kind, clock.DeadlineAt), clock.DeadlineAt);
        }
    }

    public IReadOnlyList<ClockView> Views() => [.. _clocks.OrderBy(c => c.StartedAt).Select(ClockView.Of)];

    public ServiceClock? Latest(ClockKind kind) => _clocks.Where(c => c.Kind == kind).MaxBy(c => c.StartedAt);

    /// <summary>A person answered publicly: first and next response are given.</summary>
    public void Answered()
    {
        MeetAll(ClockKind.FirstResponse);
        MeetAll(ClockKind.NextResponse);
    }

    /// <summary>The customer wrote: the pause ends, and after the first answer each unanswered message starts one promise.</summary>
    public async Task CustomerWroteAsync(CancellationToken stop)
    {
        await ResumeAsync(stop);
        if (_ticket.FirstRespondedAt is not null && !_clocks.Exists(c => c.Kind == ClockKind.NextResponse && c.IsOpen))
        {
            await StartAsync(ClockKind.NextResponse, _act.Now, stop);
        }
    }

    /// <summary>The customer is awaited: only the resolution pauses; a first response never does.</summary>
    public async Task PauseAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c is { Kind: ClockKind.Resolution, State: ClockState.Running }))
        {
            clock.Pause(await CalendarOf(clock, stop), _act.Now);
            _act.Tell(new ClockPaused(_ticket.Facts, clock.Id, clock.Kind, clock.Remaining));
        }
    }

    public async Task ResumeAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c.State == ClockState.Paused))
        {
            clock.Resume(await CalendarOf(clock, stop), _act.Now);
            _act.Tell(new ClockResumed(_ticket.Facts, clock.Id, clock.Kind, clock.DeadlineAt));
        }
    }

    /// <summary>Solved: the resolution is met; answers still owed are owed no more.</summary>
    public void Resolved()
    {
        MeetAll(ClockKind.Resolution);
        foreach (var clock in _clocks.Where(c => c.IsOpen && c.Kind != ClockKind.Resolution))
        {
            clock.Cancel();
            _act.Tell(new ClockCancelled(_ticket.Facts, clock.Id, clock.Kind));
        }
    }

    /// <summary>Another ticket goes on in this one's place: what runs stands still, what is late climbs no further.</summary>
    public async Task MergedAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c.IsOpen).ToList())
        {
            if (clock.State == ClockState.Running)
            {
                clock.Pause(await CalendarOf(clock, stop), _act.Now);
                _act.Tell(new ClockPaused(_ticket.Facts, clock.Id, clock.Kind, clock.Remaining));
            }
            else if (clock.State == ClockState.Breached && clock.AcknowledgedAt is null)
            {
                clock.Acknowledge(_act.Now);
                _act.Tell(new BreachAcknowledged(_ticket.Facts, clock.Id));
            }
        }
    }

    /// <summary>
    /// A merged ticket's promises bind the one that goes on: an older one counts from when it began, and where the other was answered already only the
    /// customer's later words still wait for an answer.
    /// </summary>
    /// <param name="merged">The clocks of the ticket that was merged, before they stood still.</param>
    public async Task TookInAsync(TicketClocks merged, CancellationToken stop)
    {
        if (merged._ticket.FirstRespondedAt is not null && Latest(ClockKind.FirstResponse) is { IsOpen: true, State: not ClockState.Breached } owed)
        {
            owed.Cancel();
            _act.Tell(new ClockCancelled(_ticket.Facts, owed.Id, owed.Kind));
            await StartAsync(ClockKind.NextResponse, _ticket.LastCustomerAt, stop);
        }

        foreach (var clock in _clocks.Where(c => c.State == ClockState.Running && c.Kind != ClockKind.NextResponse).ToList())
        {
            if (merged.Latest(clock.Kind) is { State: ClockState.Running } older && older.StartedAt < clock.StartedAt)
            {
                clock.Cancel();
                _act.Tell(new ClockCancelled(_ticket.Facts, clock.Id, clock.Kind));
                await StartAsync(clock.Kind, older.StartedAt, stop);
            }
        }
    }

    /// <summary>A new cycle gets a new promise of resolution; the old one keeps its result.</summary>
    public Task ReopenedAsync(CancellationToken stop) => StartAsync(ClockKind.Resolution, _act.Now, stop);

    /// <summary>After a change of priority or type: running promises are replaced, counted from when they began.</summary>
    public async Task ReapplyAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c.State == ClockState.Running).ToList())
        {
            clock.Cancel();
            _act.Tell(new ClockCancelled(_ticket.Facts, clock.Id, clock.Kind));
            await StartAsync(clock.Kind, clock.StartedAt, stop);
        }
    }

    /// <summary>Business time by the calendar of the promise; calendar time where nothing was promised.</summary>
    public async ValueTask<TimeSpan> BusinessTimeAsync(ServiceClock? promise, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        promise is null ? to - from : (await CalendarOf(promise, stop)).Between(from, to);

    /// <summary>The ticket's next deadline, for every list's order.</summary>
    public void Settle()
    {
        var next = _ticket.IsOpen ? _clocks.Where(c => c.IsOpen && c.State != ClockState.Paused).MinBy(c => c.DeadlineAt) : null;
        _ticket.DueNext(next?.DeadlineAt ?? DateTimeOffset.MaxValue, next?.Kind);
    }

    private async Task StartAsync(ClockKind kind, DateTimeOffset from, CancellationToken stop)
    {
        var binding = await _book.ChooseAsync(_ticket.Channel, _ticket.Priority, _ticket.Type, _ticket.Tier, stop);
        if (binding?.Start(_ticket.Id, kind, from, _act.Now) is { } clock)
        {
            _clocks.Add(clock);
            _act.Add(clock);
            _act.Tell(new ClockStarted(_ticket.Facts, clock.Promise()));
        }
    }

    private void MeetAll(ClockKind kind)
    {
        foreach (var clock in _clocks.Where(c => c.Kind == kind && c.IsOpen))
        {
            clock.Meet(_act.Now);
            _act.Tell(new ClockMet(_ticket.Facts, clock.Id, kind, clock.DeadlineAt));
        }
    }

    private ValueTask<Kernel.Calendars.BusinessCalendar> CalendarOf(ServiceClock clock, CancellationToken stop) =>
        _book.CalendarAsync(clock.Calendar, clock.CalendarVersion, stop);
}
