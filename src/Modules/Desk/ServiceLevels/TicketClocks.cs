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

    /// <summary>The promise of this kind that is neither fulfilled nor replaced; null when nothing is owed. One that took another's place began when that did.</summary>
    public ServiceClock? Owed(ClockKind kind) => _clocks.Where(c => c.Kind == kind && c.IsOpen).MaxBy(c => c.StartedAt);

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
        if (_ticket.FirstRespondedAt is not null && Owed(ClockKind.NextResponse) is null)
        {
            await StartAsync(ClockKind.NextResponse, _act.Now, stop);
        }
    }

    /// <summary>The customer is awaited: only the resolution pauses; a first response never does.</summary>
    public async Task PauseAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c is { Kind: ClockKind.Resolution, State: ClockState.Running }))
        {
            await StandStillAsync(clock, stop);
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

    /// <summary>Solved: the resolution is met; answers still owed are owed no more. One that was late already stays late, and climbs no further.</summary>
    public void Resolved()
    {
        MeetAll(ClockKind.Resolution);
        foreach (var clock in _clocks.Where(c => c.IsOpen && c.Kind != ClockKind.Resolution))
        {
            if (clock.IsOwed)
            {
                Cancel(clock);
            }
            else
            {
                NoticeBreach(clock);
            }
        }
    }

    /// <summary>Another ticket goes on in this one's place: what runs stands still, what is late climbs no further.</summary>
    public async Task MergedAsync(CancellationToken stop)
    {
        foreach (var clock in _clocks.Where(c => c.IsOpen).ToList())
        {
            if (clock.State == ClockState.Running)
            {
                await StandStillAsync(clock, stop);
            }
            else if (clock.State == ClockState.Breached)
            {
                NoticeBreach(clock);
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
        if (merged._ticket.FirstRespondedAt is not null && Owed(ClockKind.FirstResponse) is { IsOwed: true } owed)
        {
            Cancel(owed);
            await StartAsync(ClockKind.NextResponse, _ticket.LastCustomerAt, stop);
        }

        foreach (var clock in _clocks.Where(c => c.State == ClockState.Running && c.Kind != ClockKind.NextResponse).ToList())
        {
            if (merged.Owed(clock.Kind) is { State: ClockState.Running } older && older.StartedAt < clock.StartedAt)
            {
                Cancel(clock);
                await CarryOnAsync(older, await BindingAsync(stop), stop);
            }
        }
    }

    /// <summary>A new cycle gets a new promise of resolution, the old one keeps its result; and of an answer, where the customer still has none.</summary>
    public async Task ReopenedAsync(CancellationToken stop)
    {
        await StartAsync(ClockKind.Resolution, _act.Now, stop);
        if (_ticket.OwesAnswer)
        {
            // A first response that was late stays what it was; what is promised now is the next.
            await StartAsync(_ticket.FirstRespondedAt is null && Owed(ClockKind.FirstResponse) is null ? ClockKind.FirstResponse : ClockKind.NextResponse, _act.Now, stop);
        }
    }

    /// <summary>
    /// After a change of priority or type: what runs or stands still is replaced and carries its used time on; what is owed but was not promised before is
    /// promised from now on. What is late stays late by the promise that bound it.
    /// </summary>
    public async Task ReapplyAsync(CancellationToken stop)
    {
        var binding = await BindingAsync(stop);
        foreach (var clock in _clocks.Where(c => c.IsOwed && binding?.IsOf(c) != true).ToList())
        {
            Cancel(clock);
            await CarryOnAsync(clock, binding, stop);
        }

        if (!_ticket.IsOpen)
        {
            return;
        }

        if (_ticket.OwesAnswer)
        {
            await StartMissingAsync(_ticket.FirstRespondedAt is null ? ClockKind.FirstResponse : ClockKind.NextResponse, stop);
        }

        await StartMissingAsync(ClockKind.Resolution, stop);
        if (_ticket.Status == TicketStatus.Waiting)
        {
            await PauseAsync(stop);
        }
    }

    /// <summary>Business time by the calendar of the promise; calendar time where nothing was promised.</summary>
    public async ValueTask<TimeSpan> BusinessTimeAsync(ServiceClock? promise, DateTimeOffset from, DateTimeOffset to, CancellationToken stop) =>
        promise is null ? to - from : (await CalendarOf(promise, stop)).Between(from, to);

    /// <summary>While we owe the next step no promise stands still, whatever gave the ticket back to us.</summary>
    public async Task SettleAsync(CancellationToken stop)
    {
        if (_ticket.Status is TicketStatus.New or TicketStatus.Open)
        {
            await ResumeAsync(stop);
        }

        Settle();
    }

    /// <summary>The ticket's next deadline, for every list's order.</summary>
    public void Settle()
    {
        var next = _ticket.IsOpen ? _clocks.Where(c => c.IsOpen && c.State != ClockState.Paused).MinBy(c => c.DeadlineAt) : null;
        _ticket.DueNext(next?.DeadlineAt ?? DateTimeOffset.MaxValue, next?.Kind);
    }

    private async Task StartAsync(ClockKind kind, DateTimeOffset from, CancellationToken stop)
    {
        var binding = await BindingAsync(stop);
        if (binding?.Start(_ticket.Id, kind, from, _act.Now) is { } clock)
        {
            Bind(clock, clock.Promise());
        }
    }

    private Task StartMissingAsync(ClockKind kind, CancellationToken stop) => Owed(kind) is null ? StartAsync(kind, _act.Now, stop) : Task.CompletedTask;

    /// <param name="other">What is replaced, of this ticket or of one merged into it; may be cancelled already.</param>
    private async Task CarryOnAsync(ServiceClock other, BindingPolicy? binding, CancellationToken stop)
    {
        var left = other.Left(await CalendarOf(other, stop), _act.Now);
        if (binding?.InPlaceOf(other, _ticket.Id, left, _act.Now) is not { } clock)
        {
            return;
        }

        Bind(clock, clock.Promise() with { InPlaceOf = other.Id });
        if (other.PausedAt is not null)
        {
            await StandStillAsync(clock, stop);
        }
    }

    private void Bind(ServiceClock clock, PromisedClock promise)
    {
        _clocks.Add(clock);
        _act.Add(clock);
        _act.Tell(new ClockStarted(_ticket.Facts, promise));
    }

    private void Cancel(ServiceClock clock)
    {
        clock.Cancel();
        _act.Tell(new ClockCancelled(_ticket.Facts, clock.Id, clock.Kind));
    }

    private void NoticeBreach(ServiceClock clock)
    {
        if (clock.AcknowledgedAt is null)
        {
            clock.Acknowledge(_act.Now);
            _act.Tell(new BreachAcknowledged(_ticket.Facts, clock.Id));
        }
    }

    private async Task StandStillAsync(ServiceClock clock, CancellationToken stop)
    {
        clock.Pause(await CalendarOf(clock, stop), _act.Now);
        _act.Tell(new ClockPaused(_ticket.Facts, clock.Id, clock.Kind, clock.Remaining));
    }

    private ValueTask<BindingPolicy?> BindingAsync(CancellationToken stop) => _book.ChooseAsync(_ticket.Channel, _ticket.Priority, _ticket.Type, _ticket.Tier, stop);

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
