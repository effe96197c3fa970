using Banzhang.Kernel;

namespace Banzhang.Conversation.Classification;

/// <summary>
/// Learns a classifier: five linear members over the same features, and a committee that weighs them by what they said of samples they had
/// not seen. The same samples in the same order give the same model.
/// </summary>
public static class ClassifierTrainer
{
    /// <summary>Of the predictions that count as sure, at least so many should be right.</summary>
    private const double SureAccuracy = 0.9;

    /// <summary>What occurs in one sample only teaches nothing about others.</summary>
    private const int LeastOccurrence = 2;

    private const int FewestSamples = 10;

    /// <summary>In so many parts the committee is tried on what it has not learnt from; the members' folds are at least as many.</summary>
    private const int CommitteeParts = 3;

    private const int Seed = 20_26;

    private static readonly Weighing[] Weighings = [Weighing.Ratio, Weighing.Frequency, Weighing.Matter, Weighing.Centroid, Weighing.Complement];

    /// <param name="threads">How many processors it may take; -1 for all. The model is the same.</param>
    public static Outcome<Classifier> Train(IReadOnlyList<LabelledSample> samples, int threads = -1, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var work = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        string[] labels = [.. samples.Select(sample => sample.Label).Distinct().Order(StringComparer.Ordinal)];
        if (samples.Count < FewestSamples)
            return new TooFewSamples(samples.Count, FewestSamples);
        if (labels.Length < 2)
            return new OnlyOneLabel(labels[0]);
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        var classes = samples.Select(sample => numbers[sample.Label]).ToArray();
        var features = ReadFeatures(samples, work);

        var folds = Folds(classes, features.Length < 1000 ? 10 : features.Length < 4000 ? 5 : 3);
        var held = HeldOut(features, classes, labels, folds, work);
        var committee = Committee.Learn(held, classes, Weighings.Length, labels.Length, work);
        var (vocabulary, members) = TrainMembers(features, classes, labels, work);
        return new Classifier(Describe(held, classes, labels, folds, committee, work), labels, vocabulary, members, committee);
    }

    /// <summary>Scores of every sample by members that were trained without it.</summary>
    private static double[][] HeldOut(uint[][] features, int[] classes, string[] labels, int[] folds, ParallelOptions work)
    {
        var scores = new double[features.Length][];
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            work.CancellationToken.ThrowIfCancellationRequested();
            var inside = Enumerable.Range(0, features.Length).Where(s => folds[s] != fold).ToArray();
            var (vocabulary, members) = TrainMembers([.. inside.Select(s => features[s])], [.. inside.Select(s => classes[s])], labels, work);
            Parallel.For(0, features.Length, work, s =>
            {
                if (folds[s] == fold)
                    scores[s] = Member.ScoreAll(members, Counts.Of(features[s], vocabulary), vocabulary, labels.Length);
            });
        }
        return scores;
    }

    private static (Vocabulary Vocabulary, List<Member> Members) TrainMembers(uint[][] features, int[] classes, string[] labels, ParallelOptions work)
    {
        var vocabulary = Vocabulary.Of(features, LeastOccurrence);
        var counts = Count(features, vocabulary, work);
        // The name of a class is an example of it: it says what people mean by the class.
        var reader = new FeatureReader();
        Counts[] matter = [.. counts.Select(one => one.Matter(vocabulary)), .. labels.Select(label => Counts.Of(reader.Read(Sample.Of(label)), vocabulary).Matter(vocabulary))];
        int[] matterClasses = [.. classes, .. Enumerable.Range(0, labels.Length)];
        var members = Weighings
            .Select(weighing => Member.IsOfMatter(weighing)
                ? MemberTrainer.Train(weighing, matter, matterClasses, labels.Length, vocabulary.Count, Seed, work)
                : MemberTrainer.Train(weighing, counts, classes, labels.Length, vocabulary.Count, Seed, work))
            .ToList();
        return (vocabulary, members);
    }

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

    private static uint[][] ReadFeatures(IReadOnlyList<LabelledSample> samples, ParallelOptions work)
    {
        var features = new uint[samples.Count][];
        Parallel.For(0, samples.Count, work, () => new FeatureReader(), (s, _, reader) =>
        {
            features[s] = reader.Read(samples[s].Sample).ToArray();
            return reader;
        }, _ => { });
        return features;
    }

    private static Counts[] Count(uint[][] features, Vocabulary vocabulary, ParallelOptions work)
    {
        var counts = new Counts[features.Length];
        Parallel.For(0, features.Length, work, s => counts[s] = Counts.Of(features[s], vocabulary));
        return counts;
    }

    /// <summary>
    /// What the model would say of samples it does not know: of each third of the folds by a committee that was learnt without it, as the
    /// model's own has been fitted to these very scores and would praise itself. That committee has learnt from fewer samples: rather too modest than too proud.
    /// </summary>
    private static ClassifierInfo Describe(double[][] held, int[] classes, string[] labels, int[] folds, Committee whole, ParallelOptions work)
    {
        var judged = new JudgedSample[held.Length];
        var probabilities = new double[labels.Length];
        for (var part = 0; part < CommitteeParts; part++)
        {
            work.CancellationToken.ThrowIfCancellationRequested();
            var outside = Enumerable.Range(0, held.Length).Where(s => folds[s] % CommitteeParts != part).ToArray();
            // Where every class has one sample, all of them are in one fold.
            var committee = outside.Length == 0 ? whole : Committee.Learn([.. outside.Select(s => held[s])], [.. outside.Select(s => classes[s])], Weighings.Length, labels.Length, work);
            for (var s = 0; s < held.Length; s++)
            {
                if (folds[s] % CommitteeParts != part)
                    continue;
                committee.Judge(held[s], probabilities);
                var best = probabilities.AsSpan().IndexOf(probabilities.Max());
                judged[s] = new(labels[classes[s]], labels[best], probabilities[best]);
            }
        }
        var evaluation = Evaluation.Of(judged);
        return new(held.Length, evaluation.Accuracy, evaluation.MacroF1, evaluation.CalibrationError, SureFrom(judged));
    }

    /// <summary>The least probability from which on at least <see cref="SureAccuracy"/> of the held-out predictions were right; above 1 when there is none.</summary>
    private static double SureFrom(IEnumerable<JudgedSample> judged)
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
