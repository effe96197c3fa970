namespace Banzhang.Conversation.Transcripts;

/// <summary>One conversation as it is judged: who said what in which order. Where there was a clock, each turn knows when.</summary>
/// <param name="Id">What the caller calls it; repeated in the result.</param>
/// <param name="AgeGroup">Null when it is not known; then no rule that depends on age applies.</param>
public sealed record Transcript(string Id, Channel Channel, AgeGroup? AgeGroup, IReadOnlyList<Turn> Turns);

/// <param name="Text">As it was said; all offsets of judgements are UTF-16 offsets in this text. May be empty.</param>
/// <param name="Start">Seconds since the conversation began, at least 0.</param>
/// <param name="End">Seconds since the conversation began, not before <paramref name="Start"/>.</param>
/// <param name="VolumeDb">Mean sound pressure level of the turn in dB.</param>
public sealed record Turn(Speaker Speaker, string Text, double? Start = null, double? End = null, double? VolumeDb = null)
{
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
