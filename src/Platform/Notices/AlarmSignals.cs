namespace Banzhang.Platform.Notices;

/// <summary>How a person wants to be told of an alarm besides the bell.</summary>
/// <param name="InBrowser">A notification of the browser, which has to be allowed there too.</param>
/// <param name="Sound">Two short tones.</param>
/// <param name="MutedFrom">From then on neither, by the department's clock; null for never.</param>
/// <param name="MutedTo">Until then, exclusive; earlier than <paramref name="MutedFrom"/> means the next morning. Null together with it.</param>
public sealed record AlarmSignals(bool InBrowser = false, bool Sound = false, TimeOnly? MutedFrom = null, TimeOnly? MutedTo = null)
{
    public static readonly AlarmSignals None = new();

    /// <param name="local">The department's time of day.</param>
    public bool AreMuted(TimeOnly local) => MutedFrom is { } from && MutedTo is { } to && local.IsBetween(from, to);
}
