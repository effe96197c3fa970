using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Banzhang.Platform.Data;

/// <summary>An entity that two people may meet on. <see cref="Version"/> starts at 1 and rises by one with every saved change.</summary>
public abstract class Versioned
{
    public int Version { get; private set; } = 1;

    internal void RaiseVersion() => Version++;
}

/// <summary>An entity that remembers what happened to it until the act tells it.</summary>
public abstract class Remembering : Versioned
{
    private List<IDomainEvent>? _happened;

    protected void Remember(IDomainEvent happened) => (_happened ??= []).Add(happened);

    public IReadOnlyList<IDomainEvent> TakeHappened()
    {
        var taken = _happened ?? [];
        _happened = null;
        return taken;
    }
}

/// <summary>SQLite generates no row versions, so the product raises them itself, the same way on both databases.</summary>
internal sealed class VersionInterceptor : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<Versioned>())
        {
            if (entry.State == EntityState.Modified)
            {
                entry.Entity.RaiseVersion();
            }
        }

        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }
}
