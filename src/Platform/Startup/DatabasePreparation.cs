using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Startup;

/// <summary>The program cannot start; the message is for the person who started it and says what to do.</summary>
public sealed class CannotStartException(CannotStartReason reason, string detail, Exception? inner = null) : Exception($"{reason}: {detail}", inner)
{
    public CannotStartReason Reason => reason;

    /// <summary>The folder, the address or the version it is about.</summary>
    public string Detail => detail;
}

public enum CannotStartReason
{
    DataFolderCannotBeMade = 1,
    DataFolderIsReadOnly = 2,
    AnotherServerUsesTheFolder = 3,
    DatabaseIsNewer = 4,
    DatabaseCannotBeReached = 5,
    DatabaseIsDamaged = 6,
    AddressIsInUse = 7,
    DiskIsFull = 8,
    AddressCannotBeUsed = 9,
    ProxyIsUnreadable = 10,
}

/// <summary>Brings the database to this version: migrations, the product's own keys, the roles.</summary>
public sealed class DatabasePreparation(AppDbFactory databases, PermissionCatalog permissions, IEnumerable<ISeed> seeds)
{
    public async Task RunAsync(CancellationToken stop)
    {
        DataFolder.Prepare(databases.Database.DataFolder);
        try
        {
            await MigrateAsync(stop);
        }
        catch (Exception fault) when (fault is not CannotStartException && StorageFaults.AsRefusal(fault) is StorageIsReadOnly)
        {
            throw new CannotStartException(CannotStartReason.DataFolderIsReadOnly, databases.Database.DataFolder, fault);
        }
        catch (Exception fault) when (fault is not CannotStartException && StorageFaults.AsRefusal(fault) is StorageIsFull)
        {
            throw new CannotStartException(CannotStartReason.DiskIsFull, databases.Database.DataFolder, fault);
        }
        catch (Exception fault) when (StorageFaults.IsDamage(fault))
        {
            throw new CannotStartException(CannotStartReason.DatabaseIsDamaged, databases.Database.SqliteFile, fault);
        }
        catch (Exception fault) when (fault is not CannotStartException && StorageFaults.AsRefusal(fault) is DatabaseIsUnreachable)
        {
            throw new CannotStartException(CannotStartReason.DatabaseCannotBeReached, fault.Message, fault);
        }
    }

    private async Task MigrateAsync(CancellationToken stop)
    {
        await using var db = databases.CreateForMigration();
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(stop)).ToList();
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } newer)
        {
            throw new CannotStartException(CannotStartReason.DatabaseIsNewer, newer);
        }

        if (applied.Count < known.Count)
        {
            await db.Database.MigrateAsync(stop);
        }

        await SearchIndex.PrepareAsync(db, stop);
        await CompleteAsync(db, stop);
    }

    private async Task CompleteAsync(AppDb db, CancellationToken stop)
    {
        var secrets = await db.Set<Secret>().Select(s => s.Name).ToListAsync(stop);
        foreach (var name in (string[])[SecretKeys.AuditName, SecretKeys.LinksName, SecretKeys.ErasuresName])
        {
            if (!secrets.Contains(name))
            {
                db.Add(Secret.Make(name));
            }
        }

        var roles = await db.Set<Role>().ToDictionaryAsync(r => r.Code, stop);
        foreach (var code in RoleCodes.All)
        {
            if (roles.TryGetValue(code, out var role))
            {
                role.Complete(permissions);
            }
            else
            {
                db.Add(Role.Of(code, permissions));
            }
        }

        foreach (var seed in seeds)
        {
            await seed.SeedAsync(db, stop);
        }

        await db.SaveChangesAsync(stop);
    }
}

/// <summary>What a room needs to exist before the first request: its standard queues, policies, calendars. Adds only what is missing.</summary>
public interface ISeed
{
    Task SeedAsync(AppDb db, CancellationToken stop);
}
