using Banzhang.Desk.Contracts;
using Banzhang.People.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Presence;

/// <summary>What a person says they are doing now, and since when.</summary>
internal sealed class AgentPresence
{
    public AgentId Agent { get; private set; }

    public PresenceKind Kind { get; private set; }

    public DateTimeOffset Since { get; private set; }

    public static AgentPresence Of(AgentId agent, PresenceKind kind, DateTimeOffset now) => new() { Agent = agent, Kind = kind, Since = now };

    public void Become(PresenceKind kind, DateTimeOffset now)
    {
        if (Kind != kind)
        {
            Kind = kind;
            Since = now;
        }
    }
}

internal sealed class AgentPresenceMapping : IEntityTypeConfiguration<AgentPresence>
{
    public void Configure(EntityTypeBuilder<AgentPresence> builder)
    {
        builder.ToTable("desk_presence");
        builder.HasKey(p => p.Agent);
        builder.Property(p => p.Agent).ValueGeneratedNever();
    }
}
