using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Insight.Contracts;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Ui;

namespace Banzhang.Insight.Cockpit;

/// <summary>Figures of the cockpit as its reader sees them.</summary>
internal static class CockpitText
{
    /// <summary>From then on a promise is drawn as nearly broken.</summary>
    public static readonly TimeSpan SoonWithin = TimeSpan.FromMinutes(30);

    public static readonly string Nothing = "\u2014";

    public static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    public static string Duration(long? seconds) => seconds is { } known ? Durations.Text(TimeSpan.FromSeconds(known)) : Nothing;

    public static string? Share(Percent? share) => share?.ToString(1, CultureInfo.CurrentCulture);

    /// <summary>The same with the unit apart.</summary>
    public static string ShareFigure(Percent? share) => share is { } known ? (known.BasisPoints / 100m).ToString("0.0", CultureInfo.CurrentCulture) : Nothing;

    public static string Target(SatisfactionTargets targets) => WordBook.Say(Words.AtLeast, Percent.FromPercents(targets.Target).ToString(0, CultureInfo.CurrentCulture));

    public static TrafficLevel? Satisfaction(Percent? share, SatisfactionTargets targets) => share is not { } known ? null
        : known >= Percent.FromPercents(targets.Target) ? TrafficLevel.Green : known >= Percent.FromPercents(targets.Floor) ? TrafficLevel.Yellow : TrafficLevel.Red;

    public static string UsuallyByNow(CockpitToday today) => today.UsualOpened is { } usual ? WordBook.Say(Words.UsuallyByNow, usual) : Words.NoHistoryYet;

    /// <summary>Signed share of the usual volume; null without a history.</summary>
    public static string? Change(CockpitToday today) => today.UsualOpened is { } usual && Percent.Of(today.Opened - usual, usual) is { } change
        ? (change.BasisPoints < 0 ? "\u2212" : "+") + new Percent(Math.Abs(change.BasisPoints)).ToString(0, CultureInfo.CurrentCulture) : null;

    public static bool? Rises(CockpitToday today) => today.UsualOpened is { } usual ? today.Opened > usual ? true : today.Opened < usual ? false : null : null;

    public static string WithinPromise(CockpitToday today) => Share(today.FirstResponseMet) is { } share ? WordBook.Say(Words.WithinPromise, share)
        : today.FirstResponses > 0 ? Words.NonePromised : Words.NoneYet;

    public static string MeanResolution(CockpitToday today) => today.ResolutionSeconds is { } mean ? WordBook.Say(Words.MeanResolution, Duration(mean)) : Words.NoneYet;

    public static string Ratings(long ratings) => ratings == 1 ? Words.RatingsOne : WordBook.Say(Words.Ratings, ratings);

    public static string Load(AgentLoad load) => load.Overdue > 0 ? WordBook.Say(Words.AgentLoadLate, load.Open, load.Overdue) : WordBook.Say(Words.AgentLoad, load.Open);

    public static string TileOf(AgentLoad load) => load.Presence == PresenceKind.Off ? "agent gone" : load.Overdue > 0 ? "agent yellow" : "agent";

    public static int OnFloor(DeskBoard board) => board.Agents.Count(a => a.Presence != PresenceKind.Off);

    public static PresenceState StateOf(PresenceKind kind) => kind switch
    {
        PresenceKind.Free => PresenceState.Free,
        PresenceKind.Busy => PresenceState.Busy,
        PresenceKind.WrapUp => PresenceState.WrapUp,
        PresenceKind.Break => PresenceState.Away,
        PresenceKind.Off => PresenceState.Off,
    };

    public static SlaState StateOf(TicketAtRisk ticket, DateTimeOffset now) =>
        ticket.Deadline <= now ? SlaState.Breached : ticket.Deadline - now <= SoonWithin ? SlaState.Soon : SlaState.Running;

    public static TimeSpan Left(TicketAtRisk ticket, DateTimeOffset now) => (ticket.Deadline - now).Duration();

    public static string IdOf(Alarm alarm) => $"alarm-{(int)alarm.Kind}-{alarm.Queue?.Code ?? Uri.EscapeDataString(alarm.Category)}";

    public static string DoorOf(Alarm alarm, CockpitDoors doors) => alarm.Kind switch
    {
        AlarmKind.LongWait => doors.LongestIn(alarm.Queue!),
        AlarmKind.BrokenPromises => doors.Facts(Metric.Breaches),
        AlarmKind.CategorySpike => $"/tickets?q={Uri.EscapeDataString(alarm.Category)}",
        AlarmKind.VolumeSpike => doors.Facts(Metric.Opened),
    };

    public static string Headline(Alarm alarm, string language, DateTimeOffset asOf) => alarm.Kind switch
    {
        AlarmKind.LongWait => WordBook.Say(Words.AlarmLongWait, alarm.Queue!.NameIn(language), Waited(alarm.Since, asOf)),
        AlarmKind.BrokenPromises => WordBook.Say(Words.AlarmBroken, alarm.Count),
        AlarmKind.CategorySpike => WordBook.Say(Words.AlarmCategory, alarm.Category, alarm.Count),
        AlarmKind.VolumeSpike => WordBook.Say(Words.AlarmVolume, alarm.Count),
    };

    public static string Beside(Alarm alarm) => alarm.Kind switch
    {
        AlarmKind.LongWait => WordBook.Say(Words.AlarmUntaken, alarm.Count),
        AlarmKind.BrokenPromises => Words.AlarmBrokenHow,
        _ => alarm.Usual is > 0 and { } usual ? WordBook.Say(Words.AlarmTimes, (alarm.Count / usual).ToString("0.0", CultureInfo.CurrentCulture)) : Words.AlarmNeverBefore,
    };

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    public static string Waited(DateTimeOffset? since, DateTimeOffset now) => since is { } from ? Durations.Text(now > from ? now - from : TimeSpan.Zero) : Nothing;

    /// <summary>Number, who holds it, what is owed, how far it has climbed.</summary>
    public static string Facts(CockpitRisk risk) => string.Join(" \u00b7 ", new[]
    {
        risk.Ticket.Number, risk.Queue, risk.Agent.Length > 0 ? risk.Agent : Words.NobodyYet, WordBook.Say(risk.Ticket.Kind),
        risk.Ticket.EscalationLevel > 0 ? WordBook.Say(Words.EscalationIs, risk.Ticket.EscalationLevel) : "",
    }.Where(part => part.Length > 0));

    public static IReadOnlyList<string> Hours(CockpitView view) => [.. view.Hours.Select(h => When.Local(h.At).ToString("HH", CultureInfo.InvariantCulture))];

    public static IReadOnlyList<ChartSeries> Series(CockpitView view) => view.Hours.Any(h => h.Usual is not null)
        ? [new(Words.Usual, [.. view.Hours.Select(h => (double?)h.Usual)], SeriesKind.Forecast), Today(view)]
        : [Today(view)];

    private static ChartSeries Today(CockpitView view) => new(Words.Actual, [.. view.Hours.Select(h => (double?)h.Opened)], SeriesKind.Actual);
}
