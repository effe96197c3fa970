using Banzhang.Desk.Contracts;
using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Queues;

/// <summary>Work that waits for one team.</summary>
internal sealed class Queue : Versioned
{
    public QueueId Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string EnglishName { get; private set; } = "";

    public TeamId? TeamId { get; private set; }

    public int Position { get; private set; }

    public static Queue Of(QueueId id, string code, string name, string englishName, TeamId? team, int position) =>
        new() { Id = id, Code = code, Name = name, EnglishName = englishName, TeamId = team, Position = position };

    public void GiveTo(TeamId team) => TeamId = team;

    public void Change(string code, string name, string englishName, TeamId? team) => (Code, Name, EnglishName, TeamId) = (code, name, englishName, team);
}

internal sealed class QueueMapping : IEntityTypeConfiguration<Queue>
{
    public void Configure(EntityTypeBuilder<Queue> builder)
    {
        builder.ToTable("desk_queues");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.Id).ValueGeneratedNever();
        builder.Property(q => q.Code).HasMaxLength(40);
        builder.Property(q => q.Name).HasMaxLength(100);
        builder.Property(q => q.EnglishName).HasMaxLength(100);
        builder.Property(q => q.Version).IsConcurrencyToken();
        builder.HasIndex(q => q.Code).IsUnique(); // named in requests
    }
}
