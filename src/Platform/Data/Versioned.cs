using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Banzhang.Platform.Data;

/// <summary>An entity that two people may meet on. <see cref="Version"/> starts at 1 and rises by one with every saved change.</summary>
public abstract class Versioned
{
    public int Version { get; private set; } = 1;

    internal void RaiseVersion() => Version++;
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
