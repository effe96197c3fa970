using System.Buffers.Binary;
using Banzhang.Conversation.Inspection;
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
        Assert.Equal(4, recording.AgentSpeechSeconds!.Value, 0.1);
        Assert.Null(recording.CustomerVolumeDb);
    }

    [Fact]
    public void Overlap_silence_and_interruption_are_seen_in_the_signal()
    {
        var recording = Measure(Wave(40, (1, 1, 6, 0.1), (0, 4, 8, 0.1), (0, 22, 25, 0.1)));

        Assert.Equal(2, recording.OverlapSeconds!.Value, 0.1);
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
        Assert.Equal(3, RecordingMeter.Measure(new MemoryStream(Wave(5, (1, 1, 4, 0.1))), Bounds, agentChannel: 1).Value.AgentSpeechSeconds!.Value, 0.1);

    [Fact]
    public void A_conversation_without_times_takes_volume_and_rate_from_the_recording()
    {
        var report = ConversationFixture.Inspector.Inspect(Chat(Agent("one two three four five six"), Customer("a")), Measure(Wave(6, (0, 1, 4, 0.1))));

        Assert.Equal(70, report.Delivery.VolumeDb!.Value, 0.2);
        Assert.Equal(120, report.Delivery.SpeechRate!.Value, 5.0);
    }

    [Fact]
    public void A_recording_of_one_channel_tells_silences_and_nothing_of_who_spoke()
    {
        var recording = Measure(OneChannel(Wave(40, (0, 1, 6, 0.1), (0, 22, 25, 0.1))));

        Assert.Equal((null, null, null, null, null, null), (recording.AgentSpeechSeconds, recording.CustomerSpeechSeconds, recording.AgentVolumeDb, recording.CustomerVolumeDb, recording.OverlapSeconds, recording.Interruptions));
        Assert.Equal(16, recording.LongestSilence, 0.1);
        Assert.Equal(2, recording.LongSilences);
        Assert.Empty(recording.Customer);
    }

    [Fact]
    public void A_recording_of_one_channel_earns_nothing_for_interruptions_rate_and_volume()
    {
        var report = ConversationFixture.Inspector.Inspect(Chat(Agent("one two three"), Customer("a")), Measure(OneChannel(Wave(6, (0, 1, 4, 0.1)))));

        Assert.Equal((null, null, null, null), (report.Listening.Interruptions, report.Delivery.SpeechRate, report.Delivery.VolumeDb, report.Delivery.OverlapSeconds));
        Assert.Equal((0, 2.0), (report.Delivery.LongSilences, Math.Round(report.Delivery.LongestSilence!.Value)));
        Assert.Equal([Measures.Pauses], report.Items.Where(item => item.IsApplicable && item.Item is "listening.noInterruption" or "voice.rate" or "voice.volume" or "voice.pauses").Select(item => item.Item));
    }

    [Fact]
    public void Samples_beyond_full_scale_are_full_scale()
    {
        var wave = Wave(2);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(20), 3);
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(34), 32);
        for (var at = 44; at < wave.Length; at += 4)
            BinaryPrimitives.WriteSingleLittleEndian(wave.AsSpan(at), at % 8 == 4 ? float.MaxValue : float.MinValue);

        var report = ConversationFixture.Inspector.Inspect(Chat(Agent("one"), Customer("a")), Measure(wave));

        // A full-scale sine has half the power.
        Assert.Equal(93, report.Delivery.VolumeDb!.Value, 0.1);
        Assert.NotEmpty(InspectionJson.Write(report));
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

    /// <summary>The same bytes as one channel at twice the rate: what was on the left is heard, as loud and as long.</summary>
    private static byte[] OneChannel(byte[] wave)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(wave.AsSpan(22), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(wave.AsSpan(24), Rate * 2);
        return wave;
    }

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
