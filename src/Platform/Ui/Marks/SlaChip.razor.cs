using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Banzhang.Platform.Ui;

/// <summary>A service clock. The server writes what is true now and the deadline; countdown.js counts from there.</summary>
public sealed partial class SlaChip
{
    /// <summary>What is due: first response, reply, resolution.</summary>
    [Parameter] public string? Kind { get; set; }

    [Parameter, EditorRequired] public SlaState State { get; set; }

    /// <summary>Null for a clock that does not run (paused, met).</summary>
    [Parameter] public DateTimeOffset? DeadlineAt { get; set; }

    /// <summary>Time left when rendered; time over when breached; time taken when met. The sign is not shown.</summary>
    [Parameter, EditorRequired] public TimeSpan Remaining { get; set; }

    /// <summary>From when on the clock is <see cref="SlaState.Soon"/>.</summary>
    [Parameter] public TimeSpan? SoonWithin { get; set; }

    /// <summary>The whole time allowed: the ring shows what is left of it.</summary>
    [Parameter] public TimeSpan? Total { get; set; }

    /// <summary>0 to 1, instead of <see cref="Remaining"/> of <see cref="Total"/>.</summary>
    [Parameter] public double? Fraction { get; set; }

    /// <summary>Named when the clock speaks at 10 minutes, 5 minutes and 0; null keeps it silent.</summary>
    [Parameter] public string? Subject { get; set; }

    /// <summary>The deadline in the reader's time, as a tooltip.</summary>
    [Parameter] public string? DeadlineText { get; set; }

    /// <summary>Without box, inside table cells.</summary>
    [Parameter] public bool Bare { get; set; }

    private bool Runs => State is SlaState.Running or SlaState.Soon or SlaState.Breached;

    private string? Deadline => Runs ? DeadlineAt?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) : null;

    private string Part => Css.Number(Math.Round(Math.Clamp(Fraction ?? (Total is { Ticks: > 0 } total ? Remaining / total : 1), 0, 1) * 100));

    private string Classes => Css.Join("sla", State switch
    {
        SlaState.Running => "",
        SlaState.Soon => "warn",
        SlaState.Breached => "over",
        SlaState.Paused => "paused",
        SlaState.Met => "met",
    }, Bare ? "bare" : null);

    private IconName Drawing => State switch
    {
        SlaState.Running or SlaState.Breached => IconName.Timer,
        SlaState.Soon => IconName.Alert,
        SlaState.Paused => IconName.Pause,
        SlaState.Met => IconName.Check,
    };

    private string Word => State switch
    {
        SlaState.Running => "",
        SlaState.Soon => Words.Left,
        SlaState.Breached => Words.Overdue,
        SlaState.Paused => Words.Paused,
        SlaState.Met => Words.Met,
    };

    private string? Seconds(TimeSpan? length) => Runs && length is { } some ? Css.Number(some.TotalSeconds) : null;
}
