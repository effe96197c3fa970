namespace Banzhang.Conversation.Classification;

/// <summary>Whether a new model may replace the one in use: never silently worse.</summary>
public static class ModelContest
{
    /// <summary>Both judged on the same rows, which neither may have learnt from.</summary>
    /// <returns>The evaluations; the new one wins when it is right at least as often and no worse over the classes.</returns>
    public static (Evaluation Current, Evaluation Candidate, bool CandidateWins) Judge(Classifier current, Classifier candidate, IReadOnlyList<LabelledSample> heldBack)
    {
        var (old, fresh) = (Evaluate(current, heldBack), Evaluate(candidate, heldBack));
        return (old, fresh, fresh.Accuracy >= old.Accuracy && fresh.MacroF1 >= old.MacroF1);
    }

    public static Evaluation Evaluate(Classifier classifier, IReadOnlyList<LabelledSample> samples)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(samples);
        return Evaluation.Of([.. samples.AsParallel().AsOrdered().Select(one =>
        {
            var said = classifier.Predict(one.Sample);
            return new JudgedSample(one.Label, said.Label, said.Probability);
        })]);
    }

    /// <summary>The last fifth is held back. Where the newest rows stand last, a model of an earlier state of them has not learnt from it either.</summary>
    public static (IReadOnlyList<LabelledSample> Learnt, IReadOnlyList<LabelledSample> HeldBack) Split(IReadOnlyList<LabelledSample> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var learnt = samples.Count - (samples.Count / 5);
        return ([.. samples.Take(learnt)], [.. samples.Skip(learnt)]);
    }
}
