using Banzhang.Conversation.Classification;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;
using Banzhang.Quality.Classifying.Rules;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Training;

/// <param name="KeepsTooLittle">Whether a run that found too little is kept as a row; one by hand is, one by the clock is not.</param>
public sealed record TrainClassifiers(string AskedBy, bool KeepsTooLittle);

/// <summary>
/// Learns each kind of label from the newest resolved tickets. A model takes the place of the one in use only when it is at least as good
/// on tickets neither has learnt from; every attempt stays as a row. Takes one processor and up to minutes, so only the job calls it.
/// </summary>
internal sealed class TrainClassifiersHandler(ITicketTexts tickets, ModelsInUseQuery models, FileStore files, IWrites writes, LiveBoard board, TimeProvider clock)
{
    /// <summary>More teach little and take long.</summary>
    public static readonly int MostTickets = 6000;

    private const long LargestModel = 512L * 1024 * 1024;

    /// <returns>How many models were taken into use.</returns>
    public async Task<Outcome<int>> HandleAsync(TrainClassifiers command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.TrainClassifier))
        {
            return by.RefusalOf(Permissions.TrainClassifier);
        }

        var history = await tickets.ResolvedAsync(MostTickets, stop);
        models.Forget();
        var inUse = await models.ReadAsync(stop);
        var runs = new List<TrainingRun>();
        foreach (var kind in Enum.GetValues<LabelKind>())
        {
            runs.Add(await LearnAsync(kind, TrainingSet.Of(history, kind), inUse.GetValueOrDefault(kind), command.AskedBy, stop));
        }

        var kept = runs.Where(r => command.KeepsTooLittle || r.Verdict != TrainingVerdict.TooLittle).ToList();
        var stored = await writes.ActAsync(by, async (act, token) =>
        {
            kept.ForEach(act.Add);
            if (kept.Count > 0)
            {
                act.Audit("ClassifierTrained", "classifier", after: kept.Select(r => new { r.Kind, r.Verdict, r.Learnt, r.HeldBack }));
            }

            await act.Db.Set<TrainingWish>().ExecuteDeleteAsync(token);
            return Outcome.Done;
        }, stop);
        if (!stored.IsDone)
        {
            return stored.Refusal!;
        }

        models.Forget();
        await board.PublishAsync([ClassifierTopicGuard.Topic], stop);
        return kept.Count(r => r.Model is not null);
    }

    private async Task<TrainingRun> LearnAsync(LabelKind kind, TrainingSet set, ModelInUse? current, string askedBy, CancellationToken stop)
    {
        if (!set.IsEnough)
        {
            return TrainingRun.Of(kind, set, TrainingVerdict.TooLittle, askedBy, clock.GetUtcNow());
        }

        var began = clock.GetTimestamp();
        var trained = ClassifierTrainer.Train(Samples(set.Learnt), threads: 1, stop);
        if (trained.Refusal is { } refusal)
        {
            return TrainingRun.Of(kind, set, refusal is OnlyOneLabel ? TrainingVerdict.OneLabel : TrainingVerdict.TooLittle, askedBy, clock.GetUtcNow());
        }

        var took = clock.GetElapsedTime(began);
        var heldBack = Samples(set.HeldBack);
        var wins = current is null || ModelContest.Judge(current.Classifier, trained.Value, heldBack).CandidateWins;
        var run = TrainingRun.Of(kind, set, current is null ? TrainingVerdict.First : wins ? TrainingVerdict.Better : TrainingVerdict.NotBetter, askedBy, clock.GetUtcNow());
        run.Learn(Judge(trained.Value, heldBack), current is null ? null : Judge(current.Classifier, heldBack).Accuracy, wins ? await KeepAsync(trained.Value, stop) : null, took);
        return run;
    }

    private static JudgedHistory Judge(Classifier classifier, IReadOnlyList<LabelledSample> samples) => JudgedHistory.Of([.. samples.Select(one =>
    {
        var said = classifier.Predict(one.Sample);
        return new JudgedOne(one.Label, said.Label, Probability.Of(said.Probability), said.IsSure);
    })]);

    private static IReadOnlyList<LabelledSample> Samples(IReadOnlyList<LabelledText> texts) => [.. texts.Select(t => new LabelledSample(Sample.Of(t.Text), t.Label))];

    private async Task<string> KeepAsync(Classifier classifier, CancellationToken stop)
    {
        using var content = new MemoryStream();
        ModelFile.Write(classifier, content);
        content.Position = 0;
        return (await files.KeepAsync(content, LargestModel, stop)).Value.Sha256;
    }
}

internal static class Probability
{
    /// <param name="share">0 to 1.</param>
    public static Percent Of(double share) => new((int)Math.Round(share * 10_000, MidpointRounding.AwayFromZero));
}
