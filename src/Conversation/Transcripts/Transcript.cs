namespace Banzhang.Conversation.Transcripts;

/// <summary>One conversation as it is judged: who said what in which order. Where there was a clock, each turn knows when.</summary>
/// <param name="Id">What the caller calls it; repeated in the result.</param>
/// <param name="AgeGroup">Null when it is not known; then no rule that depends on age applies.</param>
public sealed record Transcript(string Id, Channel Channel, AgeGroup? AgeGroup, IReadOnlyList<Turn> Turns);

/// <param name="Text">As it was said; all offsets of judgements are UTF-16 offsets in this text. May be empty.</param>
/// <param name="Start">Seconds since the conversation began, 0 to <see cref="LatestSecond"/>.</param>
/// <param name="End">Seconds since the conversation began, not before <paramref name="Start"/>, at most <see cref="LatestSecond"/>.</param>
/// <param name="VolumeDb">Mean sound pressure level of the turn in dB, at most <see cref="LoudestDb"/> above or below 0.</param>
public sealed record Turn(Speaker Speaker, string Text, double? Start = null, double? End = null, double? VolumeDb = null)
{
    /// <summary>Some 115 days: what lies beyond is no time of a conversation.</summary>
    public static readonly double LatestSecond = 1e7;

    /// <summary>Louder than anything that is heard; of levels against full scale, lower than anything that is measured.</summary>
    public static readonly double LoudestDb = 200;

    /// <summary>Length in seconds; null without both times.</summary>
    public double? Seconds => End - Start;
}

public enum Speaker
{
    Customer = 1,
    Agent = 2,

    /// <summary>The machine: announcements and automatic messages, judged by no rule.</summary>
    System = 3,
}

public enum Channel
{
    Chat = 1,
    Phone = 2,
    Email = 3,
}

public enum AgeGroup
{
    Elderly = 1,
    Adult = 2,
    Young = 3,
}
