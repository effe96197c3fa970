using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Platform.Console;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Portal;

/// <summary>Status and times in the customer's words.</summary>
internal static class PortalText
{
    public static string Status(TicketStatus status) => status switch
    {
        TicketStatus.New => Words.StatusReceived,
        TicketStatus.Open or TicketStatus.Snoozed => Words.StatusInWork,
        TicketStatus.Waiting => Words.StatusAwaitsYou,
        TicketStatus.Resolved => Words.StatusConfirm,
        TicketStatus.Closed => Words.StatusDone,
    };

    public static string Sentence(TicketStatus status) => status switch
    {
        TicketStatus.New => Words.SayReceived,
        TicketStatus.Open or TicketStatus.Snoozed => Words.SayInWork,
        TicketStatus.Waiting => Words.SayAwaitsYou,
        TicketStatus.Resolved => Words.SayConfirm,
        TicketStatus.Closed => Words.SayDone,
    };

    public static Tone ToneOf(TicketStatus status) => status switch
    {
        TicketStatus.New or TicketStatus.Open or TicketStatus.Snoozed => Tone.Brand,
        TicketStatus.Waiting or TicketStatus.Resolved => Tone.Warn,
        TicketStatus.Closed => Tone.Ok,
    };

    public static string Promise(ClockKind kind) => kind == ClockKind.Resolution ? Words.PromiseSolve : Words.PromiseReply;

    /// <summary>Today, tomorrow and yesterday by name, other days by date; always with the time.</summary>
    public static string DayAndTime(DateTimeOffset at, DateTimeOffset now)
    {
        var there = When.Local(at);
        var days = (there.Date - When.Local(now).Date).Days;
        var time = there.ToString("HH:mm", CultureInfo.InvariantCulture);
        return days switch
        {
            0 => WordBook.Say(Words.TodayAt, time),
            1 => WordBook.Say(Words.TomorrowAt, time),
            -1 => WordBook.Say(Words.YesterdayAt, time),
            _ => When.Of(at, now),
        };
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
