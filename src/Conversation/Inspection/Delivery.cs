using Banzhang.Conversation.Languages;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Recordings;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Conversation.Inspection;

/// <summary>
/// How it was spoken: rate, volume, silences, interruptions, from the times and volumes of the turns; what they lack is taken from the recording.
/// Turns may stand in any order of time.
/// </summary>
internal static class Delivery
{
    /// <summary>Of so many seconds of speech no rate is told.</summary>
    private const double ShortestSpeech = 0.001;

    public static (DeliveryReport Report, int? Interruptions) Judge(Workings work, Recording? recording)
    {
        var bounds = work.Rules.Policy.Thresholds;
        var isEnglish = SpokenUnits.IsEnglish(string.Concat(work.Agent.Select(turn => turn.Text)));
        var rate = Rate(work.Agent) ?? (recording?.AgentSpeechSeconds > 0 ? work.Agent.Sum(turn => SpokenUnits.Count(turn.Text)) * 60.0 / recording.AgentSpeechSeconds : null);
        var (from, to) = isEnglish ? (bounds.EnglishRateFrom, bounds.EnglishRateTo) : (bounds.RateFrom, bounds.RateTo);
        if (rate is { } r)
            work.Reach(Measures.Rate, Within(r, from, to));
        var volume = Volume(work.Agent) ?? recording?.AgentVolumeDb;
        if (volume is { } v)
            work.Reach(Measures.Volume, Within(v, bounds.VolumeFrom, bounds.VolumeTo));
        var timed = work.Turns.Where(turn => turn.Turn is { Start: not null, End: not null, Speaker: not Speaker.System }).OrderBy(turn => turn.Turn.Start).ToList();
        if (timed.Count < 2 || work.Agent.Count == 0)
            return Heard(work, recording, new(rate, volume, null, null, null, null, isEnglish));
        var interruptions = FindInterruptions(work, timed, bounds);
        var (longest, count, response) = FindSilences(work, timed, bounds);
        return (new(rate, volume, longest, count, Overlap(timed), response, isEnglish), interruptions);
    }

    /// <summary>Without times in the transcript, what the signal alone tells.</summary>
    private static (DeliveryReport Report, int? Interruptions) Heard(Workings work, Recording? recording, DeliveryReport plain)
    {
        if (recording is null || work.Agent.Count == 0)
            return (plain, null);
        if (recording.Interruptions is { } interruptions)
            work.Reach(Measures.NoInterruption, Math.Max(0, 1 - (interruptions / 3.0)));
        work.Reach(Measures.Pauses, Math.Max(0, 1 - (recording.LongSilences / 3.0)));
        return (plain with { LongestSilence = recording.LongestSilence, LongSilences = recording.LongSilences, OverlapSeconds = recording.OverlapSeconds }, recording.Interruptions);
    }

    /// <summary>The agent's characters (English: words) a minute of the agent's own speech; null when that is too short to have a rate.</summary>
    private static double? Rate(List<TurnReading> agent)
    {
        var (units, seconds) = (0, 0.0);
        foreach (var turn in agent.Where(turn => turn.Turn.Seconds > 0))
        {
            units += SpokenUnits.Count(turn.Text);
            seconds += turn.Turn.Seconds!.Value;
        }
        return seconds >= ShortestSpeech ? units * 60.0 / seconds : null;
    }

    private static double? Volume(List<TurnReading> agent)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var turn in agent.Where(turn => turn.Turn.VolumeDb is not null))
        {
            var weight = turn.Turn.Seconds is > 0 and var seconds ? seconds : 1;
            (sum, weights) = (sum + (weight * turn.Turn.VolumeDb!.Value), weights + weight);
        }
        return weights > 0 ? sum / weights : null;
    }

    /// <summary>1 inside the bounds, falling to 0 at a distance of the width of the bounds.</summary>
    private static double Within(double value, double from, double to) =>
        Math.Max(0, 1 - (Math.Max(0, Math.Max(from - value, value - to)) / (to - from)));

    /// <summary>The agent began while the customer spoke, and the customer had more than a breath still to say.</summary>
    private static int FindInterruptions(Workings work, List<TurnReading> timed, PolicyThresholds bounds)
    {
        var count = 0;
        TurnReading? speaking = null;
        foreach (var turn in timed)
        {
            if (turn.Turn.Speaker == Speaker.Agent && speaking is not null && speaking.Turn.Start < turn.Turn.Start && speaking.Turn.End - turn.Turn.Start > bounds.InterruptionSeconds)
            {
                count++;
                turn.Find("listening.interruption", new(0, turn.Text.Length), Severity.Minor, Words.SuggestLetFinish, Measures.NoInterruption);
            }
            if (turn.Turn.Speaker == Speaker.Customer && !(speaking?.Turn.End > turn.Turn.End))
                speaking = turn;
        }
        work.Reach(Measures.NoInterruption, Math.Max(0, 1 - (count / 3.0)));
        return count;
    }

    private static (double Longest, int Count, double? Response) FindSilences(Workings work, List<TurnReading> timed, PolicyThresholds bounds)
    {
        var (longest, count, spokenUntil) = (0.0, 0, timed[0].Turn.End!.Value);
        double? response = null;
        var last = timed[0];
        foreach (var turn in timed.Skip(1))
        {
            var gap = turn.Turn.Start!.Value - spokenUntil;
            longest = Math.Max(longest, gap);
            if (turn.Turn.Speaker == Speaker.Agent && last.Turn.Speaker == Speaker.Customer)
                response = Math.Max(response ?? 0, gap);
            if (turn.Turn.Speaker == Speaker.Agent && gap > 0 && gap > Bound(last, bounds))
            {
                count++;
                turn.Find("voice.longSilence", new(0, turn.Text.Length), Severity.Minor, Suggestions.Fill(Words.SuggestBridgeSilence, Math.Round(gap)), Measures.Pauses);
            }
            if (turn.Turn.End >= spokenUntil)
                (spokenUntil, last) = (turn.Turn.End!.Value, turn);
        }
        if (work.Transcript.Channel == Channel.Phone)
            work.Reach(Measures.Pauses, Math.Max(0, 1 - (count / 3.0)));
        return (longest, count, response);
    }

    /// <summary>Asked to hold on, a customer waits longer; a silence after the agent's own word is the customer's.</summary>
    private static double Bound(TurnReading before, PolicyThresholds bounds) =>
        before.Turn.Speaker == Speaker.Agent && before.Has(Signal.Hold) ? bounds.LongHold : bounds.LongSilence;

    private static double Overlap(List<TurnReading> timed)
    {
        var (sum, until) = (0.0, double.NegativeInfinity);
        foreach (var turn in timed)
        {
            sum += Math.Max(0, Math.Min(until, turn.Turn.End!.Value) - turn.Turn.Start!.Value);
            until = Math.Max(until, turn.Turn.End!.Value);
        }
        return sum;
    }
}
