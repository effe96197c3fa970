using Banzhang.Conversation.Classification;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Tests.Rules.Conversation;

public class ClassifierTests
{
    private static readonly string[] Fruits = ["apple", "pear", "plum", "cherry", "grape"];
    private static readonly string[] Tools = ["hammer", "drill", "wrench", "pliers", "chisel"];
    private static readonly Classifier Trained = ClassifierTrainer.Train(Shop(80)).Value;

    [Theory]
    [InlineData("a fresh cherry", "fruit")]
    [InlineData("an old chisel", "tool")]
    public void What_was_learnt_is_recognised_in_new_texts(string text, string label)
    {
        var said = Trained.Predict(Sample.Of(text));

        Assert.Equal(label, said.Label);
        Assert.InRange(said.Probability, 0.7, 1);
    }

    [Fact]
    public void Probabilities_are_of_all_labels_and_sum_to_one() => Assert.Equal(1, Trained.Probabilities(Sample.Of("pear wrench")).Sum(), 1e-9);

    [Fact]
    public void What_says_nothing_is_not_believed_strongly() =>
        Assert.True(Trained.Predict(Sample.Of("zzz")).Probability < Trained.Predict(Sample.Of("a red apple")).Probability);

    [Fact]
    public void Where_labels_contradict_each_other_no_prediction_is_sure()
    {
        var random = new Random(5);
        var noise = Enumerable.Range(0, 200).Select(_ => new LabelledSample(Sample.Of($"a {Fruits[random.Next(5)]}"), random.Next(2) == 0 ? "x" : "y")).ToList();

        var said = ClassifierTrainer.Train(noise).Value.Predict(Sample.Of("a pear"));

        Assert.False(said.IsSure);
        Assert.InRange(said.Probability, 0.5, 0.75);
    }

    [Fact]
    public void Where_texts_say_nothing_of_the_labels_a_model_does_not_praise_itself()
    {
        var told = Enumerable.Range(0, 5).Select(seed =>
        {
            var random = new Random(seed);
            return ClassifierTrainer.Train([.. Enumerable.Range(0, 220).Select(_ => new LabelledSample(Sample.Of(string.Join(' ', Enumerable.Range(0, 6).Select(_ => $"word{random.Next(100)}"))), random.Next(2) == 0 ? "x" : "y"))]).Value.Info.Accuracy;
        }).ToList();

        Assert.InRange(told.Average(), 0.4, 0.55);
    }

    [Fact]
    public void Labels_with_one_sample_each_are_learnt_too() =>
        Assert.Equal(10, ClassifierTrainer.Train([.. Fruits.Concat(Tools).Select(word => new LabelledSample(Sample.Of($"the {word}"), word))]).Value.Labels.Count);

    [Fact]
    public void The_last_fifth_is_held_back()
    {
        var (learnt, heldBack) = ModelContest.Split(Shop(13));

        Assert.Equal((11, 2), (learnt.Count, heldBack.Count));
        Assert.Equal(Shop(13)[11..], heldBack);
    }

    [Fact]
    public void The_same_samples_give_the_same_model()
    {
        var (one, other) = (new MemoryStream(), new MemoryStream());
        ModelFile.Write(ClassifierTrainer.Train(Shop(40)).Value, one);
        ModelFile.Write(ClassifierTrainer.Train(Shop(40)).Value, other);

        Assert.Equal(one.ToArray(), other.ToArray());
    }

    [Fact]
    public void A_model_says_the_same_after_it_was_a_file()
    {
        var read = ModelFile.Read(new MemoryStream(File())).Value;

        Assert.Equal(Trained.Info, read.Info);
        Assert.Equal(Trained.Labels, read.Labels);
        foreach (var (before, after) in Trained.Probabilities(Sample.Of("a green plum")).Zip(read.Probabilities(Sample.Of("a green plum"))))
            Assert.Equal(before, after, 0.005);
    }

    [Fact]
    public void A_file_that_is_no_model_or_cut_short_is_refused()
    {
        var file = File();

        foreach (var broken in (byte[][])[[], [1, 2, 3, 4, 5, 6], file[..5], file[..(file.Length / 2)], [.. file[..4], 9, .. file[5..]]])
            Assert.Equal(nameof(ModelIsUnreadable), ModelFile.Read(new MemoryStream(broken)).Refusal?.Code);
    }

    [Fact]
    public void Too_little_or_one_label_teaches_nothing()
    {
        Assert.Equal(nameof(TooFewSamples), ClassifierTrainer.Train(Shop(5)).Refusal?.Code);
        Assert.Equal(nameof(OnlyOneLabel), ClassifierTrainer.Train([.. Shop(80).Where(one => one.Label == "tool")]).Refusal?.Code);
    }

    [Fact]
    public void In_a_conversation_it_matters_who_said_it()
    {
        var talks = Enumerable.Range(0, 60).Select(i => new LabelledSample(i % 2 == 0 ? Talk("it works", "sorry") : Talk("sorry", "it works"), i % 2 == 0 ? "good" : "bad")).ToList();

        var trained = ClassifierTrainer.Train(talks).Value;

        Assert.Equal(("good", "bad"), (trained.Predict(Talk("it works", "sorry")).Label, trained.Predict(Talk("sorry", "it works")).Label));
    }

    [Fact]
    public void A_worse_model_does_not_win()
    {
        var spoilt = ClassifierTrainer.Train([.. Shop(80).Select(one => one with { Label = one.Label == "tool" ? "fruit" : "tool" })]).Value;
        var heldBack = Shop(200)[80..];

        Assert.False(ModelContest.Judge(Trained, spoilt, heldBack).CandidateWins);
        Assert.True(ModelContest.Judge(spoilt, Trained, heldBack).CandidateWins);
    }

    [Fact]
    public void An_evaluation_is_as_computed_by_hand()
    {
        var evaluation = Evaluation.Of([new("a", "a", 0.95), new("a", "b", 0.65), new("b", "b", 0.85), new("b", "b", 0.95)]);

        Assert.Equal(0.75, evaluation.Accuracy);
        Assert.Equal(((2.0 / 3) + (4.0 / 5)) / 2, evaluation.MacroF1, 1e-12);
        // Bins .6 (one, wrong), .8 (one, right), .9 (two, right).
        Assert.Equal((0.65 + 0.15 + 0.05 + 0.05) / 4, evaluation.CalibrationError, 1e-12);
    }

    private static byte[] File()
    {
        var file = new MemoryStream();
        ModelFile.Write(Trained, file);
        return file.ToArray();
    }

    private static Sample Talk(string customer, string agent) => Sample.Of([new(Speaker.Customer, customer), new(Speaker.Agent, agent)]);

    private static List<LabelledSample> Shop(int count)
    {
        var (random, colours) = (new Random(11), (string[])["a red", "an old", "the green", "one fresh", "my"]);
        return [.. Enumerable.Range(0, count).Select(i => new LabelledSample(Sample.Of($"{colours[random.Next(5)]} {(i % 2 == 0 ? Fruits : Tools)[random.Next(5)]}"), i % 2 == 0 ? "fruit" : "tool"))];
    }
}
