using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>Makes contexts for reading (own pooled connections) and, for the writer, on a given connection.</summary>
public sealed class AppDbFactory : IDbContextFactory<AppDb>, IAsyncDisposable
{
    private readonly RoomCatalog _rooms;
    private readonly DbContextOptions<AppDb> _reading;
    private readonly DbContextOptions<AppDb> _migrating;

    public AppDbFactory(DatabaseOptions database, RoomCatalog rooms)
    {
        Database = database;
        _rooms = rooms;
        if (database.Kind == DatabaseKind.Postgres)
        {
            var builder = new NpgsqlDataSourceBuilder(database.ConnectionString);
            builder.ConnectionStringBuilder.MaxAutoPrepare = Math.Max(builder.ConnectionStringBuilder.MaxAutoPrepare, 200);
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
            builder.ConnectionStringBuilder.ApplicationName ??= "banzhang";
            Postgres = builder.Build();
        }

        _reading = OptionsFor(null, readOnly: true);
        _migrating = OptionsFor(null, readOnly: false);
    }

    public DatabaseOptions Database { get; }

    /// <summary>The pool of PostgreSQL connections; null on the embedded database.</summary>
    public NpgsqlDataSource? Postgres { get; }

    /// <summary>A context for reading. On the embedded database it cannot write: the writer is the only one who may.</summary>
    public AppDb CreateDbContext()
    {
        var db = new AppDb(_reading, _rooms);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    public AppDb CreateForMigration() => new(_migrating, _rooms);

    /// <summary>Builds the model, which every context then shares; the first to ask would wait for it.</summary>
    public void BuildModel()
    {
        using var db = CreateForMigration();
        _ = db.Model.GetEntityTypes().Count();
    }

    /// <summary>Options to reuse for every context on one writer connection.</summary>
    internal DbContextOptions<AppDb> OptionsOn(DbConnection connection) => OptionsFor(connection, readOnly: false);

    internal AppDb CreateOn(DbContextOptions<AppDb> options)
    {
        var db = new AppDb(options, _rooms);
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    internal SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(SqliteConnectionString(pooling: false));
        connection.Open();
        Pragmas.ForWriting(connection);
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (Postgres is not null)
        {
            await Postgres.DisposeAsync();
        }
        else
        {
            SqliteConnection.ClearAllPools();
        }
    }

    internal string SqliteConnectionString(bool pooling = true) => new SqliteConnectionStringBuilder
    {
        DataSource = Database.SqliteFile,
        Pooling = pooling,
        DefaultTimeout = 30,
    }.ToString();

    private DbContextOptions<AppDb> OptionsFor(DbConnection? connection, bool readOnly)
    {
        var options = new DbContextOptionsBuilder<AppDb>();
        options.ConfigureWarnings(w => w.Ignore(CoreEventId.ManyServiceProvidersCreatedWarning));
        options.AddInterceptors(new VersionInterceptor());
        if (Database.Kind == DatabaseKind.Postgres)
        {
            if (connection is null)
            {
                options.UseNpgsql(Postgres!, o => o.MigrationsAssembly(_rooms.PostgresMigrations));
            }
            else
            {
                options.UseNpgsql(connection, o => o.MigrationsAssembly(_rooms.PostgresMigrations));
            }
        }
        else
        {
            if (connection is null)
            {
                options.UseSqlite(SqliteConnectionString(), o => o.MigrationsAssembly(_rooms.SqliteMigrations));
                options.AddInterceptors(readOnly ? Pragmas.Reading : Pragmas.Writing);
            }
            else
            {
                options.UseSqlite(connection, o => o.MigrationsAssembly(_rooms.SqliteMigrations));
            }
        }

        return options.Options;
    }
}
