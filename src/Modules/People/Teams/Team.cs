using Banzhang.People.Contracts;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.People.Teams;

/// <summary>A group of agents with one lead.</summary>
internal sealed class Team : Versioned
{
    public TeamId Id { get; private set; }

    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string EnglishName { get; private set; } = "";

    public AgentId? Lead { get; private set; }

    public static Team Of(TeamId id, string code, string name, string englishName, AgentId? lead) =>
        new() { Id = id, Code = code, Name = name, EnglishName = englishName, Lead = lead };

    public void Change(string code, string name, string englishName, AgentId? lead) => (Code, Name, EnglishName, Lead) = (code, name, englishName, lead);
}

internal sealed class TeamMapping : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("people_teams");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Code).HasMaxLength(40);
        builder.Property(t => t.Name).HasMaxLength(100);
        builder.Property(t => t.EnglishName).HasMaxLength(100);
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasIndex(t => t.Code).IsUnique(); // import by code
    }
}
