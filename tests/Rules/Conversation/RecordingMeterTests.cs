using System.Buffers.Binary;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Recordings;
using static Banzhang.Tests.Rules.Conversation.ConversationFixture;

namespace Banzhang.Tests.Rules.Conversation;

/// <summary>Recordings made of tones: 8 kHz, 16 bits, the agent left.</summary>
public class RecordingMeterTests
{
    private const int Rate = 8000;

    private static readonly PolicyThresholds Bounds = Rulebook.Shipped.Policy.Thresholds with { CalibrationDb = 90 };

    [Fact]
    public void The_level_of_a_tone_is_its_amplitude_by_the_calibration()
    {
        var recording = Measure(Wave(6, (0, 1, 5, 0.1)));

        // A tenth of full scale is 20 dB below it.
        Assert.Equal(70, recording.AgentVolumeDb!.Value, 0.2);
        Assert.Equal(4, recording.AgentSpeechSeconds, 0.1);
        Assert.Null(recording.CustomerVolumeDb);
    }

    [Fact]
    public void Overlap_silence_and_interruption_are_seen_in_the_signal()
    {
        var recording = Measure(Wave(40, (1, 1, 6, 0.1), (0, 4, 8, 0.1), (0, 22, 25, 0.1)));

        Assert.Equal(2, recording.OverlapSeconds, 0.1);
        Assert.Equal(15, recording.LongestSilence, 0.1);
        Assert.Equal((2, 1), (recording.LongSilences, recording.Interruptions));
    }

    [Fact]
    public void The_strip_has_a_value_for_each_second()
    {
        var recording = Measure(Wave(4, (0, 1, 2, 0.1), (1, 2, 4, 0.1)));

        Assert.Equal([false, true, false, false], recording.Agent.Select(second => second.IsSpeech));
        Assert.Equal([false, false, true, true], recording.Customer.Select(second => second.IsSpeech));
        Assert.Null(recording.Agent[0].VolumeDb);
    }

    [Fact]
    public void The_channels_may_be_the_other_way_round() =>
        Assert.Equal(3, RecordingMeter.Measure(new MemoryStream(Wave(5, (1, 1, 4, 0.1))), Bounds, agentChannel: 1).Value.AgentSpeechSeconds, 0.1);

    [Fact]
    public void A_conversation_without_times_takes_volume_and_rate_from_the_recording()
    {
        var report = ConversationFixture.Inspector.Inspect(Chat(Agent("one two three four five six"), Customer("a")), Measure(Wave(6, (0, 1, 4, 0.1))));

        Assert.Equal(70, report.Delivery.VolumeDb!.Value, 0.2);
        Assert.Equal(120, report.Delivery.SpeechRate!.Value, 5.0);
    }

    [Theory]
    [InlineData(new byte[0], nameof(RecordingIsNoWave))]
    [InlineData(new byte[] { 1, 2, 3 }, nameof(RecordingIsNoWave))]
    [InlineData(new byte[] { 0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, nameof(RecordingIsNoWave))]
    public void What_is_no_recording_is_refused(byte[] bytes, string refusal) => Assert.Equal(refusal, RecordingMeter.Measure(new MemoryStream(bytes), Bounds).Refusal?.Code);

    [Theory]
    [InlineData(20, 85, nameof(RecordingHasOtherFormat))]
    [InlineData(22, 5, nameof(RecordingHasOtherFormat))]
    [InlineData(24, 1, nameof(RecordingHasOtherFormat))]
    [InlineData(34, 12, nameof(RecordingHasOtherFormat))]
    [InlineData(12, 0x7878, nameof(RecordingIsNoWave))]
    public void A_recording_of_another_kind_is_refused(int offset, ushort value, string refusal)
    {
        var wave = Wave(1);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(offset), value);
        if (offset == 24)
            BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(offset), value);

        Assert.Equal(refusal, RecordingMeter.Measure(new MemoryStream(wave), Bounds).Refusal?.Code);
    }

    [Fact]
    public void A_recording_cut_short_is_measured_as_far_as_it_goes() =>
        Assert.Equal(2, RecordingMeter.Measure(new MemoryStream(Wave(6, (0, 1, 5, 0.1))[..(44 + (Rate * 4 * 2) + 7)]), Bounds).Value.Seconds, 0.05);

    [Fact]
    public void A_recording_without_samples_has_nothing_to_say() => Assert.Equal(0, RecordingMeter.Measure(new MemoryStream(Wave(0)), Bounds).Value.Seconds);

    private static Recording Measure(byte[] wave) => RecordingMeter.Measure(new MemoryStream(wave), Bounds).Value;

    private static byte[] Wave(int seconds, params (int Channel, int From, int To, double Amplitude)[] tones)
    {
        var frames = seconds * Rate;
        var wave = new byte[44 + (frames * 4)];
        "RIFF\0\0\0\0WAVEfmt "u8.CopyTo(wave);
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(22), 2);
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(24), Rate);
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(28), Rate * 4);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(32), 4);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(34), 16);
        "data"u8.CopyTo(wave.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(40), (uint)(frames * 4));
        foreach (var (channel, from, to, amplitude) in tones)
        {
            for (var frame = from * Rate; frame < to * Rate; frame++)
                BinaryPrimitives.WriteInt16LittleEndian(wave.AsSpan(44 + (frame * 4) + (channel * 2)), (short)(amplitude * 32767 * Math.Sin(2 * Math.PI * 440 * frame / Rate)));
        }
        return wave;
    }
}
