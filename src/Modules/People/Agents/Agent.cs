using Banzhang.People.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.People.Agents;

/// <summary>What the department knows of a person besides the sign-in: a first reading, widened by the room's own issue.</summary>
internal sealed class Agent
{
    public AgentId Id { get; private set; }

    public string Seat { get; private set; } = "";

    public DateOnly? JoinedOn { get; private set; }

    public static Agent Of(AgentId id, string seat, DateOnly? joinedOn) => new() { Id = id, Seat = seat, JoinedOn = joinedOn };
}

internal sealed class AgentMapping : IEntityTypeConfiguration<Agent>
{
    public void Configure(EntityTypeBuilder<Agent> builder)
    {
        builder.ToTable("people_agents");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Seat).HasMaxLength(20);
    }
}
