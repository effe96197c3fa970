using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Transcripts;
using static Banzhang.Tests.Rules.Conversation.ConversationFixture;

namespace Banzhang.Tests.Rules.Conversation;

public class DeliveryTests
{
    [Fact]
    public void Rate_is_words_a_minute_of_the_agents_own_speech()
    {
        var report = Judge(Agent("one two three four", 0, 2), Customer("five six", 2, 30), Agent("it's seven", 30, 31));

        Assert.Equal(6 * 60 / 3.0, report.Delivery.SpeechRate);
    }

    [Fact]
    public void Speech_that_is_too_short_has_no_rate() => Assert.Null(Judge(Agent("one two", 0, double.Epsilon)).Delivery.SpeechRate);

    [Fact]
    public void A_chinese_character_is_a_unit_and_marks_are_none() =>
        Assert.Equal(120, Judge(Agent("\u60a8\u597d\uff0c\u60a8\u597d\u3002", 0, 2)).Delivery.SpeechRate);

    [Fact]
    public void Volume_is_weighted_by_length() => Assert.Equal(62, Judge(Agent("a", 0, 3, 61), Agent("b", 3, 4, 65)).Delivery.VolumeDb);

    [Theory]
    [InlineData(9.0, 1)]
    [InlineData(9.8, 0)]
    [InlineData(10.5, 0)]
    public void Who_begins_while_the_customer_has_more_to_say_interrupts(double start, int interruptions)
    {
        var report = Judge(Customer("a", 0, 10), Agent("b", start, 12));

        Assert.Equal(interruptions, report.Listening.Interruptions);
        Assert.Equal(interruptions, report.Findings.Count(finding => finding.Rule == "listening.interruption"));
    }

    [Fact]
    public void The_strip_draws_each_second_from_times_and_volumes()
    {
        var strip = Judge(Agent("a", 0, 1.5, 61), Customer("b", 2, 4), Agent("c", 3.9, 5, 64)).Strip!;

        Assert.False(strip.IsRecorded);
        Assert.Equal([61, 61, null, null, 64], strip.Agent.Select(second => second.VolumeDb));
        Assert.Equal([true, true, false, false, true], strip.Agent.Select(second => second.IsSpeech));
        Assert.Equal([false, false, true, true, false], strip.Customer.Select(second => second.IsSpeech));
    }

    [Fact]
    public void Without_a_volume_or_beyond_a_day_there_is_no_strip()
    {
        Assert.Null(Judge(Agent("a", 0, 2), Customer("b", 2, 4)).Strip);
        Assert.Null(Judge(Agent("a", 0, 1e12, 61)).Strip);
        Assert.Null(Judge(Agent("a", null, null, 61)).Strip);
    }

    [Fact]
    public void An_agent_who_speaks_first_is_interrupted_and_does_not_interrupt() =>
        Assert.Equal(0, Judge(Agent("a", 0, 10), Customer("b", 4, 12)).Listening.Interruptions);

    [Fact]
    public void Turns_in_another_order_of_time_are_measured_the_same() =>
        Assert.Equal(Judge(Customer("a", 0, 10), Agent("b", 8, 12)).Delivery, Judge(Agent("b", 8, 12), Customer("a", 0, 10)).Delivery);

    [Fact]
    public void A_long_silence_before_the_agent_is_found_and_one_announced_is_not()
    {
        var silent = Judge(Customer("a", 0, 1), Agent("b", 20, 21));
        var announced = Judge(Customer("a", 0, 1), Agent("One moment, please.", 1, 2), Agent("b", 30, 31));

        Assert.Equal((1, 19.0, 19.0), (silent.Delivery.LongSilences, silent.Delivery.LongestSilence, silent.Delivery.LongestResponse));
        Assert.Equal(0, announced.Delivery.LongSilences);
    }

    [Fact]
    public void Overlap_is_the_time_in_which_both_spoke() => Assert.Equal(3, Judge(Customer("a", 0, 10), Agent("b", 7, 12)).Delivery.OverlapSeconds);

    [Fact]
    public void Without_times_nothing_is_claimed() =>
        Assert.Equal((null, null, null), (Judge(Agent("a"), Customer("b")).Delivery.SpeechRate, Judge(Agent("a")).Delivery.VolumeDb, Judge(Agent("a"), Customer("b")).Listening.Interruptions));

    private static InspectionReport Judge(params Turn[] turns) => ConversationFixture.Inspector.Inspect(new("1", Channel.Phone, null, turns));
}
