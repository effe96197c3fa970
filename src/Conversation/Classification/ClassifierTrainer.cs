using Banzhang.Kernel;

namespace Banzhang.Conversation.Classification;

/// <summary>
/// Learns a classifier: three linear members over the same features, and a committee that weighs them by what they said of samples they had
/// not seen. The same samples in the same order give the same model.
/// </summary>
public static class ClassifierTrainer
{
    /// <summary>Of the predictions that count as sure, at least so many should be right.</summary>
    private const double SureAccuracy = 0.9;

    private const int FewestSamples = 10;
    private const int Seed = 20_26;

    private static readonly Weighing[] Weighings = [Weighing.Ratio, Weighing.Frequency, Weighing.Complement];

    public static Outcome<Classifier> Train(IReadOnlyList<LabelledSample> samples, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        string[] labels = [.. samples.Select(sample => sample.Label).Distinct().Order(StringComparer.Ordinal)];
        if (samples.Count < FewestSamples)
            return new TooFewSamples(samples.Count, FewestSamples);
        if (labels.Length < 2)
            return new OnlyOneLabel(labels[0]);
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        var classes = samples.Select(sample => numbers[sample.Label]).ToArray();
        var features = ReadFeatures(samples);

        var held = HeldOut(features, classes, labels.Length, stop);
        var committee = Committee.Learn(held, classes, Weighings.Length, labels.Length);
        var vocabulary = Vocabulary.Of(features, LeastOccurrence(features.Length));
        var counts = Count(features, vocabulary);
        var members = Weighings.Select(weighing => MemberTrainer.Train(weighing, counts, classes, labels.Length, vocabulary.Count, Seed)).ToList();
        return new Classifier(Describe(held, classes, labels, committee), labels, vocabulary, members, committee);
    }

    /// <summary>Scores of every sample by members that were trained without it.</summary>
    private static double[][] HeldOut(uint[][] features, int[] classes, int classCount, CancellationToken stop)
    {
        var folds = Folds(classes, features.Length < 1000 ? 10 : features.Length < 4000 ? 5 : 3);
        var scores = new double[features.Length][];
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            stop.ThrowIfCancellationRequested();
            var inside = Enumerable.Range(0, features.Length).Where(s => folds[s] != fold).ToArray();
            var vocabulary = Vocabulary.Of(inside.Select(s => features[s]), LeastOccurrence(inside.Length));
            var counts = Count([.. inside.Select(s => features[s])], vocabulary);
            var truth = inside.Select(s => classes[s]).ToArray();
            var members = Weighings.Select(weighing => MemberTrainer.Train(weighing, counts, truth, classCount, vocabulary.Count, Seed)).ToList();
            Parallel.For(0, features.Length, s =>
            {
                if (folds[s] != fold)
                    return;
                var sample = Counts.Of(features[s], vocabulary);
                scores[s] = new double[members.Count * classCount];
                for (var m = 0; m < members.Count; m++)
                    members[m].Score(sample, scores[s].AsSpan(m * classCount, classCount));
            });
        }
        return scores;
    }

    private static int LeastOccurrence(int samples) => samples < 1000 ? 1 : 2;

    /// <summary>Every class spread evenly over the folds.</summary>
    private static int[] Folds(int[] classes, int count)
    {
        var (folds, next, order) = (new int[classes.Length], new Dictionary<int, int>(), Enumerable.Range(0, classes.Length).ToArray());
        new Random(Seed).Shuffle(order);
        foreach (var sample in order)
        {
            var turn = next.GetValueOrDefault(classes[sample]);
            folds[sample] = turn % count;
            next[classes[sample]] = turn + 1;
        }
        return folds;
    }

    private static uint[][] ReadFeatures(IReadOnlyList<LabelledSample> samples)
    {
        var features = new uint[samples.Count][];
        Parallel.For(0, samples.Count, () => new FeatureReader(), (s, _, reader) =>
        {
            features[s] = reader.Read(samples[s].Sample).ToArray();
            return reader;
        }, _ => { });
        return features;
    }

    private static Counts[] Count(uint[][] features, Vocabulary vocabulary)
    {
        var counts = new Counts[features.Length];
        Parallel.For(0, features.Length, s => counts[s] = Counts.Of(features[s], vocabulary));
        return counts;
    }

    private static ClassifierInfo Describe(double[][] held, int[] classes, string[] labels, Committee committee)
    {
        var judged = new List<JudgedSample>(held.Length);
        var probabilities = new double[labels.Length];
        for (var s = 0; s < held.Length; s++)
        {
            committee.Judge(held[s], probabilities);
            var best = probabilities.AsSpan().IndexOf(probabilities.Max());
            judged.Add(new(labels[classes[s]], labels[best], probabilities[best]));
        }
        var evaluation = Evaluation.Of(judged);
        return new(held.Length, evaluation.Accuracy, evaluation.MacroF1, evaluation.CalibrationError, SureFrom(judged));
    }

    /// <summary>The least probability from which on at least <see cref="SureAccuracy"/> of the held-out predictions were right; above 1 when there is none.</summary>
    private static double SureFrom(List<JudgedSample> judged)
    {
        var (right, count, from) = (0, 0, 1.01);
        foreach (var one in judged.OrderByDescending(one => one.Probability))
        {
            count++;
            right += one.Label == one.Predicted ? 1 : 0;
            if (right >= SureAccuracy * count)
                from = one.Probability;
        }
        return from;
    }
}
