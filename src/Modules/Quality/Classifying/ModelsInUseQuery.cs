using System.Collections.Concurrent;
using System.Collections.Frozen;
using Banzhang.Conversation.Classification;
using Banzhang.Platform.Data;
using Banzhang.Platform.Files;
using Banzhang.Quality.Classifying.Training;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Banzhang.Quality.Classifying;

internal sealed record ModelInUse(TrainingRunId Run, Classifier Classifier);

/// <summary>The models as in use on this node, loaded once, looked for again after half a minute.</summary>
internal sealed partial class ModelsInUseQuery(IDbContextFactory<AppDb> databases, FileStore files, TimeProvider clock, ILogger<ModelsInUseQuery> log)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Classifier?> _loaded = new();
    private volatile Known? _known;

    /// <summary>Whether anything can be suggested; reads no model.</summary>
    public async ValueTask<bool> HasAnyAsync(CancellationToken stop) => (await KnownAsync(stop)).Runs.Count > 0;

    /// <summary>Kinds without a model that can be read are absent.</summary>
    public async ValueTask<FrozenDictionary<LabelKind, ModelInUse>> ReadAsync(CancellationToken stop)
    {
        var models = new Dictionary<LabelKind, ModelInUse>();
        foreach (var (kind, run) in (await KnownAsync(stop)).Runs)
        {
            if (_loaded.GetOrAdd(run.Model, Load) is { } classifier)
            {
                models[kind] = new(run.Run, classifier);
            }
        }

        return models.ToFrozenDictionary();
    }

    /// <summary>After a change on this node.</summary>
    public void Forget() => _known = null;

    private async ValueTask<Known> KnownAsync(CancellationToken stop)
    {
        var known = _known;
        if (known is null || known.ReadAt + Age < clock.GetUtcNow())
        {
            await using var db = await databases.CreateDbContextAsync(stop);
            var runs = new Dictionary<LabelKind, (TrainingRunId, string)>();
            foreach (var kind in Enum.GetValues<LabelKind>())
            {
                if (await db.Set<TrainingRun>().Where(r => r.Kind == kind && r.Model != null).OrderByDescending(r => r.At).Select(r => new { r.Id, r.Model }).FirstOrDefaultAsync(stop) is { } run)
                {
                    runs[kind] = (run.Id, run.Model!); // asked for in the query
                }
            }

            foreach (var old in _loaded.Keys.Except(runs.Values.Select(r => r.Item2)))
            {
                _loaded.TryRemove(old, out _);
            }

            known = new(clock.GetUtcNow(), runs);
            _known = known;
        }

        return known;
    }

    /// <summary>A restored database without its files, or one of a newer release, has runs without a readable model: as if there were none, until the next run.</summary>
    private Classifier? Load(string sha256)
    {
        using var file = files.Open(sha256);
        if (file is null)
        {
            ModelMissing(log, sha256);
            return null;
        }

        var read = ModelFile.Read(file);
        if (read.Refusal is { } refusal)
        {
            ModelUnreadable(log, sha256, refusal.Code);
            return null;
        }

        return read.Value;
    }

    private sealed record Known(DateTimeOffset ReadAt, IReadOnlyDictionary<LabelKind, (TrainingRunId Run, string Model)> Runs);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ModelMissing: {Sha256} is not in the folder of files")]
    private static partial void ModelMissing(ILogger log, string sha256);

    [LoggerMessage(Level = LogLevel.Warning, Message = "ModelUnreadable: {Sha256} {Code}")]
    private static partial void ModelUnreadable(ILogger log, string sha256, string code);
}
