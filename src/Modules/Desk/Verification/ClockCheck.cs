using System.Runtime.CompilerServices;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Desk.Tickets;
using Banzhang.Platform.Data;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Verification;

/// <summary>
/// Runs every promise again from the ledger: its deadline by the calendar it was made with, its pauses, its end;
/// and counts each ticket's messages. What stands in the tables must be the same.
/// </summary>
internal sealed class ClockCheckQuery(IDbContextFactory<AppDb> databases, EventKinds kinds, ServiceLevelBook book) : IBookCheck
{
    public async IAsyncEnumerable<BookDifference> CheckAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var expected = new Dictionary<Guid, Replayed>();
        var messages = new Dictionary<Guid, int>();
        await using var db = await databases.CreateSnapshotAsync(stop);
        await foreach (var row in db.Set<LedgerEvent>().OrderBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (kinds.Read(row.Kind, row.Data) is TicketEvent happened)
            {
                await ReplayAsync(expected, messages, happened, row.At, stop);
            }
        }

        await foreach (var clock in db.Set<ServiceClock>().AsAsyncEnumerable().WithCancellation(stop))
        {
            if (!expected.Remove(clock.Id.Value, out var replayed))
            {
                yield return new("clocks", $"clock {clock.Id.Value}", clock.State.ToString(), "-");
            }
            else if (replayed.State != clock.State || replayed.DeadlineAt != clock.DeadlineAt)
            {
                yield return new("clocks", $"{TicketNumbers.Format(replayed.Number)} {clock.Kind}", Show(clock.State, clock.DeadlineAt), Show(replayed.State, replayed.DeadlineAt));
            }
        }

        foreach (var lost in expected.Values)
        {
            yield return new("clocks", $"{TicketNumbers.Format(lost.Number)}", "-", Show(lost.State, lost.DeadlineAt));
        }

        await foreach (var ticket in db.Set<Ticket>().Select(t => new { t.Id, t.Number, t.MessageCount }).AsAsyncEnumerable().WithCancellation(stop))
        {
            messages.Remove(ticket.Id.Value, out var count);
            if (count != ticket.MessageCount)
            {
                yield return new("counts", $"{TicketNumbers.Format(ticket.Number)} messages", ticket.MessageCount.ToString(System.Globalization.CultureInfo.InvariantCulture), count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        foreach (var ticket in messages.Keys)
        {
            yield return new("counts", $"ticket {ticket}", "-", "opened");
        }

        await db.EndSnapshotAsync();
    }

    private async Task ReplayAsync(Dictionary<Guid, Replayed> expected, Dictionary<Guid, int> messages, TicketEvent happened, DateTimeOffset at, CancellationToken stop)
    {
        switch (happened)
        {
            case TicketOpened e:
                messages[e.Subject] = 1;
                foreach (var promise in e.Clocks)
                {
                    await PromiseAsync(expected, promise, e.Facts.Number, at, stop);
                }

                break;
            case ClockStarted e:
                await PromiseAsync(expected, e.Clock, e.Facts.Number, at, stop);
                break;
            case MessageAdded e:
                messages[e.Subject] = messages.GetValueOrDefault(e.Subject) + 1;
                break;
            case ClockPaused e:
                Of(expected, e.Clock).Pause(at, e.Remaining);
                break;
            case ClockResumed e:
                Of(expected, e.Clock).Resume(at);
                break;
            case ClockBreached e:
                Of(expected, e.Clock).State = ClockState.Breached;
                break;
            case ClockMet e:
                Of(expected, e.Clock).Meet(at);
                break;
            case ClockCancelled e:
                Of(expected, e.Clock).State = ClockState.Cancelled;
                break;
        }
    }

    private async Task PromiseAsync(Dictionary<Guid, Replayed> expected, PromisedClock promise, long number, DateTimeOffset at, CancellationToken stop)
    {
        var calendar = await book.CalendarAsync(promise.Calendar, promise.CalendarVersion, stop);
        var deadline = promise.IsTakenOver ? promise.DeadlineAt
            : promise.InPlaceOf is { } other && expected.TryGetValue(other.Value, out var replaced) ? calendar.Add(at, CarriedTime.Left(promise.Target, replaced.Target, replaced.Left(at)))
            : calendar.Add(promise.StartedAt, promise.Target);
        expected[promise.Clock.Value] = new(number, calendar, promise.Target, deadline) { IsTakenOver = promise.IsTakenOver };
    }

    private static Replayed Of(Dictionary<Guid, Replayed> expected, ServiceClockId id) =>
        expected.TryGetValue(id.Value, out var clock) ? clock : new Replayed(0, null!, TimeSpan.Zero, DateTimeOffset.MaxValue);

    private static string Show(ClockState state, DateTimeOffset deadline) => FormattableString.Invariant($"{state} {deadline:O}");

    private sealed class Replayed(long number, Kernel.Calendars.BusinessCalendar calendar, TimeSpan target, DateTimeOffset deadline)
    {
        /// <summary>While it stands still, also when it was cancelled then; else null.</summary>
        private TimeSpan? _left;

        public long Number => number;

        public TimeSpan Target => target;

        public ClockState State { get; set; } = ClockState.Running;

        public DateTimeOffset DeadlineAt { get; private set; } = deadline;

        /// <summary>Put back from elsewhere: what was left when it stood still there was counted there.</summary>
        public bool IsTakenOver { get; set; }

        /// <summary>Business time until the deadline, as the clock counts it.</summary>
        public TimeSpan Left(DateTimeOffset at) => _left ?? (at < DeadlineAt ? calendar.Between(at, DeadlineAt) : TimeSpan.Zero);

        public void Pause(DateTimeOffset at, TimeSpan told)
        {
            // Whole seconds, as the clock stores them.
            _left = IsTakenOver ? told : at < DeadlineAt ? TimeSpan.FromSeconds(Math.Floor(calendar.Between(at, DeadlineAt).TotalSeconds)) : TimeSpan.Zero;
            State = ClockState.Paused;
        }

        public void Resume(DateTimeOffset at)
        {
            DeadlineAt = calendar.Add(at, _left ?? TimeSpan.Zero);
            _left = null;
            State = ClockState.Running;
            IsTakenOver = false;
        }

        public void Meet(DateTimeOffset at) => State = State == ClockState.Breached || (State == ClockState.Running && at > DeadlineAt) ? ClockState.Breached : ClockState.Met;
    }
}
