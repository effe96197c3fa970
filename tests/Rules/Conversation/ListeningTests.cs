using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;
using static Banzhang.Tests.Rules.Conversation.ConversationFixture;

namespace Banzhang.Tests.Rules.Conversation;

public class ListeningTests
{
    [Theory]
    [InlineData("So you are saying the blue kettle leaks?", true)]
    [InlineData("So you are saying the invoice was lost?", false)]
    [InlineData("The blue kettle leaks.", false)]
    public void A_restatement_must_say_what_the_customer_said(string said, bool restated) =>
        Assert.Equal(restated, Judge(Agent("Hello"), Customer("My blue kettle leaks"), Agent(said)).Listening.Restatement);

    [Theory]
    [InlineData("What happened?", true)]
    [InlineData("Is it broken?", false)]
    public void An_open_question_cannot_be_answered_by_yes(string question, bool open) =>
        Assert.Equal(open, Judge(Agent(question), Customer("Yes"), Customer("No")).Listening.OpenQuestion);

    [Fact]
    public void A_question_asked_twice_is_found()
    {
        var report = Judge(Agent("Does the blue kettle leak near its handle?"), Customer("Yes"), Agent("The blue kettle, does it leak near the handle?"));

        Assert.Equal(1, report.Listening.RepeatedQuestions);
        Assert.Equal(2, Assert.Single(report.Findings).Turn);
    }

    [Fact]
    public void In_many_sentences_each_mark_counts_in_its_own()
    {
        var report = Judge(Agent("Hello"), Customer("My blue kettle leaks"), Agent("Tea? So you are saying the invoice was lost. So you are saying the blue kettle leaks. What happened? Is it broken?"));

        Assert.Equal((true, true), (report.Listening.Restatement, report.Listening.OpenQuestion));
        Assert.Equal(["you are saying the blue kettle leaks.", "What happened?"], report.Highlights.Where(one => one.Item.StartsWith("listening.", StringComparison.Ordinal)).Select(one => one.Text));
    }

    [Theory]
    [InlineData("I can see how frustrating it is.", true, false, false)]
    [InlineData("I am sorry.", false, true, false)]
    [InlineData("Let me send a new one.", false, false, true)]
    [InlineData("The shop opens at nine.", false, false, false)]
    public void Empathy_has_three_steps_after_the_feeling(string answer, bool recognised, bool understood, bool solution)
    {
        var empathy = Judge(Agent("Hello"), Customer("I am very disappointed!"), Agent(answer)).Empathy;

        Assert.Equal((recognised, understood, solution, 1), (empathy.Recognised, empathy.Understood, empathy.Solution, empathy.Turn));
    }

    [Fact]
    public void Where_there_is_no_bad_feeling_no_empathy_is_asked() =>
        Assert.Equal(new EmpathyReport(null, null, null, null), Judge(Customer("When do you open?"), Agent("At nine.")).Empathy);

    [Theory]
    [InlineData("I am very angry", Emotion.Anger)]
    [InlineData("I am not angry", Emotion.Neutral)]
    [InlineData("thank you, this is great", Emotion.Satisfied)]
    [InlineData("I am not satisfied", Emotion.Disappointment)]
    [InlineData("it is urgent", Emotion.Anxiety)]
    [InlineData("it is blue", Emotion.Neutral)]
    public void A_feeling_is_read_from_its_words_and_their_negation(string text, Emotion emotion) =>
        Assert.Equal(emotion, Assert.Single(Judge(Customer(text)).Emotions).Emotion);

    [Fact]
    public void A_degree_makes_a_feeling_stronger_or_weaker() =>
        Assert.True(Intensity("I am very angry") > Intensity("I am angry") && Intensity("I am angry") > Intensity("I am slightly angry"));

    [Fact]
    public void A_threat_raises_the_risk_and_thanks_lower_it()
    {
        var (plain, threat, thanks) = (Risk("My order is late"), Risk("My order is late, I will call my lawyer"), Risk("It works now, thank you"));

        Assert.True(threat > plain && plain > thanks, $"{threat} {plain} {thanks}");
    }

    [Fact]
    public void Mirroring_is_the_share_of_words_taken_up() =>
        Assert.Equal(0.5, Judge(Customer("kettle leaks"), Agent("The kettle?")).Mirroring);

    [Fact]
    public void The_term_ratio_is_terms_among_all_words() => Assert.Equal(0.25, Judge(Agent("Clear the cache now")).TermRatio);

    [Fact]
    public void A_fatal_finding_takes_the_whole_score_and_leaves_the_raw_one()
    {
        var report = Judge(Agent("Hello, what is your password?"));

        Assert.Equal(0, report.Score);
        Assert.True(report.RawScore > 0);
    }

    private static double Intensity(string text) => Judge(Customer(text)).Emotions[0].Intensity;

    private static double Risk(string text) => Judge(Customer(text)).ComplaintRisk;

    private static InspectionReport Judge(params Turn[] turns) => ConversationFixture.Inspector.Inspect(Chat(turns));
}
