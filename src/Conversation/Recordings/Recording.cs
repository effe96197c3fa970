namespace Banzhang.Conversation.Recordings;

/// <summary>A channel in one second of a recording.</summary>
/// <param name="VolumeDb">Sound pressure level of the whole second; null when it is digital silence.</param>
/// <param name="IsSpeech">Somebody spoke in at least a fifth of the second.</param>
public readonly record struct ChannelSecond(double? VolumeDb, bool IsSpeech);

/// <summary>
/// What was measured in a recording of two channels, agent and customer, or of one that holds both. Times in seconds, levels in dB by the
/// calibration given. Of one channel nobody can tell who spoke: whatever would need it is null.
/// </summary>
/// <param name="Seconds">Length.</param>
/// <param name="Agent">A value for each second, for the screen; of one channel, both voices.</param>
/// <param name="Customer">The same; empty for a recording of one channel.</param>
/// <param name="AgentSpeechSeconds">Null for a recording of one channel, as is <paramref name="CustomerSpeechSeconds"/>.</param>
/// <param name="AgentVolumeDb">Mean level of the agent's speech; null when there is none, or one channel.</param>
/// <param name="CustomerVolumeDb">The same of the customer's.</param>
/// <param name="OverlapSeconds">Both spoke; null for one channel.</param>
/// <param name="LongestSilence">Nobody spoke.</param>
/// <param name="LongSilences">How many silences were longer than the policy's bound.</param>
/// <param name="Interruptions">How often the agent began while the customer spoke and kept on beyond the policy's bound; null for one channel.</param>
public sealed record Recording(
    double Seconds,
    IReadOnlyList<ChannelSecond> Agent,
    IReadOnlyList<ChannelSecond> Customer,
    double? AgentSpeechSeconds,
    double? CustomerSpeechSeconds,
    double? AgentVolumeDb,
    double? CustomerVolumeDb,
    double? OverlapSeconds,
    double LongestSilence,
    int LongSilences,
    int? Interruptions);
