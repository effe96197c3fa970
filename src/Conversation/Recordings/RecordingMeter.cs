using Banzhang.Conversation.Policies;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Recordings;

/// <summary>
/// Measures a WAV recording as it is read: levels in frames of 20 ms, and speech where the level stands out from the noise of its channel.
/// Memory: a few bytes a frame, whatever the sampling rate. A file cut short is measured as far as it goes.
/// </summary>
public static class RecordingMeter
{
    private const int FramesPerSecond = 50;

    /// <summary>Speech is so much louder than the noise, and not below this level against full scale.</summary>
    private const double AboveNoiseDb = 10, QuietestSpeechDb = -50;

    /// <summary>Gaps shorter than this belong to the speech around them, in frames (0.3 s).</summary>
    private const int Breath = 15;

    /// <summary>Sounds shorter than this are clicks, in frames (0.1 s).</summary>
    private const int ShortestSpeech = 5;

    /// <summary>Level of a second without any signal, and of the meter's floor.</summary>
    private const double DigitalSilenceDb = -96;

    /// <param name="agentChannel">0 or 1; without meaning in a recording of one channel.</param>
    public static Outcome<Recording> Measure(Stream file, PolicyThresholds bounds, int agentChannel = 0)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(bounds);
        var head = WaveFormat.Read(file);
        if (head.Refusal is { } refusal)
            return refusal;
        var (format, bytes) = head.Value;
        var levels = ReadLevels(file, format, bytes);
        var agent = new MeteredChannel(levels[Math.Min(agentChannel, format.Channels - 1)]);
        var customer = format.Channels == 2 ? new MeteredChannel(levels[1 - agentChannel]) : null;
        return Report(agent, customer, bounds);
    }

    private static Recording Report(MeteredChannel agent, MeteredChannel? customer, PolicyThresholds bounds)
    {
        var (overlap, silence, longest, longSilences, interruptions) = (0, 0, 0, 0, 0);
        var began = -1;
        for (var frame = 0; frame <= agent.Levels.Count; frame++)
        {
            var isEnd = frame == agent.Levels.Count;
            var (a, c) = (!isEnd && agent.IsSpeech[frame], !isEnd && customer is not null && customer.IsSpeech[frame]);
            overlap += a && c ? 1 : 0;
            if (!isEnd && !a && !c)
                silence++;
            else
            {
                longest = Math.Max(longest, silence);
                longSilences += silence > bounds.LongSilence * FramesPerSecond ? 1 : 0;
                silence = 0;
            }
            // An interruption begins where the agent starts within the customer's speech, and counts once both kept on.
            if (a && c && frame > 0 && !agent.IsSpeech[frame - 1] && customer!.IsSpeech[frame - 1])
                began = frame;
            if (began >= 0 && (!a || !c))
                began = -1;
            if (began >= 0 && frame - began + 1 > bounds.InterruptionSeconds * FramesPerSecond)
            {
                interruptions++;
                began = -1;
            }
        }
        return new(
            (double)agent.Levels.Count / FramesPerSecond,
            agent.Strip(bounds.CalibrationDb),
            customer?.Strip(bounds.CalibrationDb) ?? [],
            customer is null ? null : agent.SpeechSeconds,
            customer?.SpeechSeconds,
            customer is null ? null : agent.SpeechDb(bounds.CalibrationDb),
            customer?.SpeechDb(bounds.CalibrationDb),
            customer is null ? null : (double)overlap / FramesPerSecond,
            (double)longest / FramesPerSecond,
            longSilences,
            customer is null ? null : interruptions);
    }

    /// <summary>For each channel the mean square of each frame.</summary>
    private static List<float>[] ReadLevels(Stream file, WaveFormat format, long bytes)
    {
        var levels = new List<float>[format.Channels];
        for (var channel = 0; channel < levels.Length; channel++)
            levels[channel] = [];
        var samples = format.Rate / FramesPerSecond;
        var buffer = new byte[samples * format.FrameBytes];
        // Programs that write while recording leave the length 0 or the largest number; then the file's end is the end.
        var left = bytes is 0 or >= uint.MaxValue - 1024 ? long.MaxValue : bytes;
        while (left > 0)
        {
            var read = file.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(buffer.Length, left)), buffer.Length, false);
            if (read < buffer.Length)
                break;
            left -= read;
            for (var channel = 0; channel < levels.Length; channel++)
                levels[channel].Add(MeanSquare(buffer, format, channel));
        }
        return levels;
    }

    private static float MeanSquare(byte[] frame, WaveFormat format, int channel)
    {
        var (sum, step, offset) = (0.0, format.FrameBytes, channel * format.Bits / 8);
        for (var at = offset; at < frame.Length; at += step)
        {
            // A float may be any number; beyond full scale there is none in a recording.
            double sample = format.Sample(frame.AsSpan(at, format.Bits / 8));
            sample = double.IsFinite(sample) ? Math.Clamp(sample, -1, 1) : 0;
            sum += sample * sample;
        }
        return (float)(sum * step / frame.Length);
    }

    private sealed class MeteredChannel
    {
        public MeteredChannel(List<float> levels)
        {
            Levels = levels;
            IsSpeech = FindSpeech(levels);
        }

        public List<float> Levels { get; }

        public bool[] IsSpeech { get; }

        public double SpeechSeconds => (double)IsSpeech.Count(speaks => speaks) / FramesPerSecond;

        public double? SpeechDb(double calibration)
        {
            var (sum, count) = (0.0, 0);
            for (var frame = 0; frame < Levels.Count; frame++)
                (sum, count) = IsSpeech[frame] ? (sum + Levels[frame], count + 1) : (sum, count);
            return count == 0 ? null : Db(sum / count) + calibration;
        }

        public List<ChannelSecond> Strip(double calibration)
        {
            var strip = new List<ChannelSecond>();
            for (var from = 0; from < Levels.Count; from += FramesPerSecond)
            {
                var to = Math.Min(from + FramesPerSecond, Levels.Count);
                var (sum, speech) = (0.0, 0);
                for (var frame = from; frame < to; frame++)
                    (sum, speech) = (sum + Levels[frame], speech + (IsSpeech[frame] ? 1 : 0));
                var db = Db(sum / (to - from));
                strip.Add(new(db <= DigitalSilenceDb ? null : db + calibration, speech * 5 >= to - from));
            }
            return strip;
        }

        private static bool[] FindSpeech(List<float> levels)
        {
            var speech = new bool[levels.Count];
            if (levels.Count == 0)
                return speech;
            // The noise of a channel is its quiet tenth: on a line of its own, a speaker listens at least as long.
            var noise = Db(levels.Order().ElementAt(levels.Count / 10));
            var least = Math.Max(noise + AboveNoiseDb, QuietestSpeechDb);
            // A channel that is loud throughout has no quiet tenth.
            least = Math.Min(least, Db(levels.Max()) - (AboveNoiseDb / 2));
            for (var frame = 0; frame < speech.Length; frame++)
                speech[frame] = Db(levels[frame]) >= least && Db(levels[frame]) >= QuietestSpeechDb;
            Replace(speech, false, Breath);
            Replace(speech, true, ShortestSpeech);
            return speech;
        }

        /// <summary>Runs of a value shorter than the bound become the other value; silence at the ends stays.</summary>
        private static void Replace(bool[] frames, bool value, int shorterThan)
        {
            for (var from = 0; from < frames.Length;)
            {
                var to = from;
                while (to < frames.Length && frames[to] == frames[from])
                    to++;
                if (frames[from] == value && to - from < shorterThan && (value || (from > 0 && to < frames.Length)))
                    Array.Fill(frames, !value, from, to - from);
                from = to;
            }
        }

        /// <summary>Against the mean square of a full-scale sine.</summary>
        private static double Db(double meanSquare) => meanSquare <= 0 ? DigitalSilenceDb : Math.Max(DigitalSilenceDb, 10 * Math.Log10(2 * meanSquare));
    }
}
