namespace Banzhang.Conversation.Classification;

/// <param name="Probability">Calibrated: of the predictions with 0.8, about eight in ten are right.</param>
/// <param name="IsSure">False when the model would be wrong too often at this probability; a person should decide.</param>
public sealed record Prediction(string Label, double Probability, bool IsSure);

/// <summary>A trained model. Immutable, shared by all threads.</summary>
public sealed class Classifier
{
    private readonly Vocabulary _vocabulary;

    internal Classifier(ClassifierInfo info, IReadOnlyList<string> labels, Vocabulary vocabulary, IReadOnlyList<Member> members, Committee committee)
    {
        (Info, Labels, _vocabulary, Members, Committee) = (info, labels, vocabulary, members, committee);
    }

    public ClassifierInfo Info { get; }

    /// <summary>In ordinal order.</summary>
    public IReadOnlyList<string> Labels { get; }

    internal IReadOnlyList<Member> Members { get; }

    internal Committee Committee { get; }

    internal Vocabulary Vocabulary => _vocabulary;

    public Prediction Predict(Sample sample)
    {
        var probabilities = Probabilities(sample);
        var best = 0;
        for (var k = 1; k < probabilities.Length; k++)
            best = probabilities[k] > probabilities[best] ? k : best;
        return new(Labels[best], probabilities[best], probabilities[best] >= Info.SureFrom);
    }

    /// <summary>One for each label, in their order; the sum is 1.</summary>
    public double[] Probabilities(Sample sample)
    {
        ArgumentNullException.ThrowIfNull(sample);
        var counts = Counts.Of(new FeatureReader().Read(sample), _vocabulary);
        var scores = Member.ScoreAll(Members, counts, _vocabulary, Labels.Count);
        var probabilities = new double[Labels.Count];
        Committee.Judge(scores, probabilities);
        return probabilities;
    }
}

/// <summary>What a model tells about itself.</summary>
/// <param name="Samples">How many it learnt from.</param>
/// <param name="Accuracy">Share of right predictions on samples it had not seen: cross-validation while training, of members and committee alike.</param>
/// <param name="MacroF1">Mean of the classes' F1 in the same test.</param>
/// <param name="CalibrationError">Mean distance of probability and share of right ones in the same test.</param>
/// <param name="SureFrom">The least probability at which a prediction counts as sure.</param>
public sealed record ClassifierInfo(int Samples, double Accuracy, double MacroF1, double CalibrationError, double SureFrom);
