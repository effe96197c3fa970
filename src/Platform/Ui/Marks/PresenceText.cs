namespace Banzhang.Platform.Ui;

/// <summary>Presence as class and as word.</summary>
public static class PresenceText
{
    internal static string Of(PresenceState state) => state switch
    {
        PresenceState.Free => "free",
        PresenceState.Busy => "busy",
        PresenceState.WrapUp => "wrap",
        PresenceState.Away => "away",
        PresenceState.Off => "off",
        PresenceState.Gone => "gone",
    };

    public static string Word(PresenceState state) => state switch
    {
        PresenceState.Free => Words.PresenceFree,
        PresenceState.Busy => Words.PresenceBusy,
        PresenceState.WrapUp => Words.PresenceWrapUp,
        PresenceState.Away => Words.PresenceAway,
        PresenceState.Off => Words.PresenceOff,
        PresenceState.Gone => Words.PresenceGone,
    };
}
