using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Banzhang.Platform.Data;

/// <summary>The one database. It applies the mappings of every room and knows no entity itself.</summary>
public sealed class AppDb(DbContextOptions<AppDb> options, RoomCatalog rooms) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in rooms.Assemblies)
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly);
        }
    }

    /// <summary>Storage is fixed once for both databases: instants are UTC ticks, lengths seconds, ids UUIDs, enums their names.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>();
        configurationBuilder.Properties<TimeSpan>().HaveConversion<LengthConverter>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);

        // PostgreSQL has a UUID type; on SQLite 16 bytes in network order sort as the UUIDv7 they hold.
        var asBytes = Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
        var generic = asBytes ? typeof(IdAsBytes<>) : typeof(IdAsGuid<>);
        foreach (var id in rooms.Assemblies.SelectMany(a => a.GetTypes()).Where(TypedIds.Is))
        {
            configurationBuilder.Properties(id).HaveConversion(generic.MakeGenericType(id));
        }

        if (asBytes)
        {
            configurationBuilder.Properties<Guid>().HaveConversion<GuidAsBytes>();

            // Without a conversion EF writes WHERE "IsOpen", which SQLite answers by reading the whole table; with one it writes "IsOpen" = 1.
            configurationBuilder.Properties<bool>().HaveConversion<BoolToZeroOneConverter<int>>();
        }
    }
}

internal sealed class InstantConverter() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

internal sealed class LengthConverter() : ValueConverter<TimeSpan, long>(length => length.Ticks / TimeSpan.TicksPerSecond, seconds => TimeSpan.FromSeconds(seconds));

internal sealed class GuidAsBytes() : ValueConverter<Guid, byte[]>(id => id.ToByteArray(true), bytes => new Guid(bytes, true));

internal sealed class IdAsGuid<T>() : ValueConverter<T, Guid>(id => TypedIds.Unwrap(id), value => TypedIds.Wrap<T>(value))
    where T : struct;

internal sealed class IdAsBytes<T>() : ValueConverter<T, byte[]>(id => TypedIds.Unwrap(id).ToByteArray(true), bytes => TypedIds.Wrap<T>(new Guid(bytes, true)))
    where T : struct;
