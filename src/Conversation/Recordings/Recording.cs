namespace Banzhang.Conversation.Recordings;

/// <summary>A channel in one second of a recording.</summary>
/// <param name="VolumeDb">Sound pressure level of the whole second; null when it is digital silence.</param>
/// <param name="IsSpeech">Somebody spoke in at least a fifth of the second.</param>
public readonly record struct ChannelSecond(double? VolumeDb, bool IsSpeech);

/// <summary>What was measured in a recording of two channels, agent and customer. Times in seconds, levels in dB by the calibration given.</summary>
/// <param name="Seconds">Length.</param>
/// <param name="Agent">A value for each second, for the screen.</param>
/// <param name="Customer">The same; empty for a recording of one channel.</param>
/// <param name="AgentVolumeDb">Mean level of the agent's speech; null when there is none.</param>
/// <param name="OverlapSeconds">Both spoke.</param>
/// <param name="LongestSilence">Nobody spoke.</param>
/// <param name="LongSilences">How many silences were longer than the policy's bound.</param>
/// <param name="Interruptions">How often the agent began while the customer spoke and kept on beyond the policy's bound.</param>
public sealed record Recording(
    double Seconds,
    IReadOnlyList<ChannelSecond> Agent,
    IReadOnlyList<ChannelSecond> Customer,
    double AgentSpeechSeconds,
    double CustomerSpeechSeconds,
    double? AgentVolumeDb,
    double? CustomerVolumeDb,
    double OverlapSeconds,
    double LongestSilence,
    int LongSilences,
    int Interruptions);
