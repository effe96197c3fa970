using Banzhang.Conversation.Recordings;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>A value for each second from the beginning of the conversation, for the screen.</summary>
/// <param name="IsRecorded">Measured in the recording; otherwise drawn from the times and volumes of the turns.</param>
/// <param name="Agent">Of turns, a level stands only in seconds in which the agent spoke; of a recording of one channel, it is both voices.</param>
/// <param name="Customer">As long as <paramref name="Agent"/>; empty for a recording of one channel.</param>
public sealed record VoiceStrip(bool IsRecorded, IReadOnlyList<ChannelSecond> Agent, IReadOnlyList<ChannelSecond> Customer)
{
    /// <summary>A day: longer conversations have no strip, which nobody could look at.</summary>
    private const int MostSeconds = 86_400;

    /// <summary>Somebody spoke in a second when at least this much of it was speech.</summary>
    private const double LeastSpeech = 0.2;

    /// <summary>Null without a recording when no turn has both times and a volume.</summary>
    public static VoiceStrip? Of(Transcript transcript, Recording? recording)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        if (recording is not null)
            return recording.Agent.Count is > 0 and <= MostSeconds ? new(true, recording.Agent, recording.Customer) : null;
        var spoken = transcript.Turns.Where(turn => turn is { Start: not null, Seconds: > 0, Speaker: not Speaker.System }).ToList();
        if (!spoken.Exists(turn => turn.VolumeDb is not null) || spoken.Max(turn => turn.End) > MostSeconds)
            return null;
        var length = (int)Math.Ceiling(spoken.Max(turn => turn.End!.Value));
        return new(false, Draw(spoken, Speaker.Agent, length), Draw(spoken, Speaker.Customer, length));
    }

    private static ChannelSecond[] Draw(List<Turn> spoken, Speaker speaker, int length)
    {
        var (speech, levels) = (new double[length], new double?[length]);
        foreach (var turn in spoken.Where(turn => turn.Speaker == speaker))
        {
            for (var second = (int)turn.Start!.Value; second < turn.End; second++)
            {
                speech[second] += Math.Min(turn.End!.Value, second + 1) - Math.Max(turn.Start.Value, second);
                levels[second] = turn.VolumeDb ?? levels[second];
            }
        }
        return [.. speech.Select((part, second) => part >= LeastSpeech - 1e-9 ? new ChannelSecond(levels[second], true) : default)];
    }
}
