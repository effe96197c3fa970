using Banzhang.Kernel;
using Banzhang.Platform.Json;
using Banzhang.Quality.Classifying.Rules;
using Banzhang.Quality.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Banzhang.Quality.Classifying.Training;

public readonly record struct TrainingRunId(Guid Value)
{
    public static TrainingRunId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>What became of a run.</summary>
public enum TrainingVerdict
{
    /// <summary>There was none before.</summary>
    First = 1,

    /// <summary>At least as good as the one before on the same held-back tickets, and taken into use.</summary>
    Better = 2,

    /// <summary>The one before stays.</summary>
    NotBetter = 3,
    TooLittle = 4,

    /// <summary>All tickets have the same label: nothing to tell apart.</summary>
    OneLabel = 5,
}

/// <summary>One attempt to learn one kind of label. The newest with a model is the one in use.</summary>
internal sealed class TrainingRun
{
    public TrainingRunId Id { get; private set; }

    public LabelKind Kind { get; private set; }

    public DateTimeOffset At { get; private set; }

    public TrainingVerdict Verdict { get; private set; }

    public int Learnt { get; private set; }

    public int HeldBack { get; private set; }

    public long LearningMilliseconds { get; private set; }

    public Percent? Accuracy { get; private set; }

    /// <summary>Of the model that was in use, on the same tickets; null when there was none.</summary>
    public Percent? AccuracyBefore { get; private set; }

    /// <summary>Hash of the model's file; null when it was not taken into use.</summary>
    public string? Model { get; private set; }

    /// <summary>A <see cref="JudgedHistory"/> as JSON; empty when nothing was learnt.</summary>
    public string Judged { get; private set; } = "";

    /// <summary>Labels left out, separated by line feeds.</summary>
    public string LeftOut { get; private set; } = "";

    /// <summary>Who pressed the button; empty for the clock.</summary>
    public string By { get; private set; } = "";

    public static TrainingRun Of(LabelKind kind, TrainingSet set, TrainingVerdict verdict, string by, DateTimeOffset now) => new()
    {
        Id = TrainingRunId.New(now),
        Kind = kind,
        At = now,
        Verdict = verdict,
        Learnt = set.Learnt.Count,
        HeldBack = set.HeldBack.Count,
        LeftOut = string.Join('\n', set.LeftOut),
        By = by,
    };

    public void Learn(JudgedHistory judged, Percent? before, string? model, TimeSpan took)
    {
        (Judged, Accuracy, AccuracyBefore, Model) = (StoredJson.Write(judged), judged.Accuracy, before, model);
        LearningMilliseconds = (long)took.TotalMilliseconds;
    }
}

internal sealed class TrainingRunMapping : IEntityTypeConfiguration<TrainingRun>
{
    public void Configure(EntityTypeBuilder<TrainingRun> builder)
    {
        var percent = new ValueConverter<Percent, int>(share => share.BasisPoints, points => new Percent(points));
        builder.ToTable("quality_training_runs");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Accuracy).HasConversion(percent);
        builder.Property(r => r.AccuracyBefore).HasConversion(percent);
        builder.Property(r => r.Model).HasMaxLength(64);
        builder.Property(r => r.By).HasMaxLength(200);
        builder.HasIndex(r => new { r.Kind, r.At }); // the newest of a kind, and its history
    }
}

/// <summary>Somebody asked for a run; the job takes it.</summary>
internal sealed class TrainingWish
{
    public Guid Id { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public static TrainingWish Of(string by, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), By = by, At = now };
}

internal sealed class TrainingWishMapping : IEntityTypeConfiguration<TrainingWish>
{
    public void Configure(EntityTypeBuilder<TrainingWish> builder)
    {
        builder.ToTable("quality_training_wishes");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.By).HasMaxLength(200);
    }
}
