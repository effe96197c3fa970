using Banzhang.Kernel;

namespace Banzhang.Conversation.Recordings;

/// <summary>The file is no WAV recording; <paramref name="Lacks"/> is the part that is not there.</summary>
public sealed record RecordingIsNoWave(string Lacks) : Invalid("")
{
    public override object[] Arguments => [Lacks];
}

/// <summary>A WAV recording of a kind that is not read.</summary>
public sealed record RecordingHasOtherFormat(string Format) : Invalid("")
{
    public override object[] Arguments => [Format];
}
