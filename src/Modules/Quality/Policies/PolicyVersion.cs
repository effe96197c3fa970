using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Quality.Policies;

/// <summary>One version of the policy as it was saved; none is ever changed or removed.</summary>
internal sealed class PolicyVersion
{
    public static readonly int LongestNote = 200;

    /// <summary>One more than the version it was made from; the shipped policy's own number stands for the shipped one.</summary>
    public int Version { get; private set; }

    /// <summary>The file, with its comments where it was uploaded.</summary>
    public string Text { get; private set; } = "";

    public string Note { get; private set; } = "";

    /// <summary>Ids of the rules that differ from the version before, separated by line feeds; <c>*</c> for what is no rule.</summary>
    public string Changed { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public Guid ById { get; private set; }

    public string By { get; private set; } = "";

    public static PolicyVersion Of(int version, string text, string note, IEnumerable<string> changed, Actor by, DateTimeOffset now) =>
        new() { Version = version, Text = text, Note = note, Changed = string.Join('\n', changed), At = now, ById = by.Id, By = by.Name };
}

internal sealed class PolicyVersionMapping : IEntityTypeConfiguration<PolicyVersion>
{
    public void Configure(EntityTypeBuilder<PolicyVersion> builder)
    {
        builder.ToTable("quality_policies");
        builder.HasKey(p => p.Version);
        builder.Property(p => p.Version).ValueGeneratedNever();
        builder.Property(p => p.Note).HasMaxLength(PolicyVersion.LongestNote);
        builder.Property(p => p.By).HasMaxLength(200);
    }
}
