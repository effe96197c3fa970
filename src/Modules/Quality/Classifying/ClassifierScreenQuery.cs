using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Banzhang.Quality.Classifying.Rules;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying;

/// <param name="Took">Time of learning, of one processor.</param>
public sealed record TrainingRow(DateTimeOffset At, TrainingVerdict Verdict, int Learnt, int HeldBack, Percent? Accuracy, Percent? AccuracyBefore, TimeSpan Took, IReadOnlyList<string> LeftOut, string By, bool IsInUse);

/// <param name="InUse">The model in use; null when there is none.</param>
/// <param name="Judged">What it said of the tickets held back from it; null with <paramref name="InUse"/>.</param>
/// <param name="AskedAt">When somebody asked for a run that has not been taken yet.</param>
/// <param name="History">Newest first, at most thirty.</param>
public sealed record ClassifierScreen(LabelKind Kind, TrainingRow? InUse, JudgedHistory? Judged, DateTimeOffset? AskedAt, bool MayTrain, IReadOnlyList<TrainingRow> History, SuggestionFigures Suggestions, DateTimeOffset Now);

/// <param name="Given">Suggestions of the last thirty days.</param>
/// <param name="Taken">Those an agent took over.</param>
public sealed record SuggestionFigures(int Given, int Taken);

/// <summary>The model of one kind, how good it is, and every attempt to better it.</summary>
internal sealed class ClassifierScreenQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int MostRuns = 30, Days = 30;

    public async Task<Outcome<ClassifierScreen>> RunAsync(LabelKind kind, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadClassifier))
        {
            return by.RefusalOf(Permissions.ReadClassifier);
        }

        var now = clock.GetUtcNow();
        var since = now.AddDays(-Days);
        await using var db = await databases.CreateDbContextAsync(stop);
        var runs = db.Set<TrainingRun>().Where(r => r.Kind == kind).OrderByDescending(r => r.At);
        var newest = await runs.Take(MostRuns).ToListAsync(stop);
        var inUse = newest.Find(r => r.Model is not null) ?? await runs.FirstOrDefaultAsync(r => r.Model != null, stop);
        var asked = await db.Set<TrainingWish>().MinAsync(w => (DateTimeOffset?)w.At, stop);
        var given = await db.Set<Suggesting.TicketSuggestion>().CountAsync(s => s.At >= since, stop);
        var taken = await db.Set<Suggesting.TicketSuggestion>().CountAsync(s => s.At >= since && s.TakenAt != null, stop);
        return new ClassifierScreen(
            kind,
            inUse is null ? null : RowOf(inUse, inUse.Id),
            inUse is null ? null : StoredJson.Read<JudgedHistory>(inUse.Judged),
            asked, by.May(Permissions.TrainClassifier), [.. newest.Select(r => RowOf(r, inUse?.Id))], new(given, taken), now);
    }

    private static TrainingRow RowOf(TrainingRun run, TrainingRunId? inUse) => new(
        run.At, run.Verdict, run.Learnt, run.HeldBack, run.Accuracy, run.AccuracyBefore, TimeSpan.FromMilliseconds(run.LearningMilliseconds),
        run.LeftOut.Split('\n', StringSplitOptions.RemoveEmptyEntries), run.By, run.Id == inUse);
}
