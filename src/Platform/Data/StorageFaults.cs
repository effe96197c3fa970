using Banzhang.Kernel;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>Two people changed the same thing; the second sees the current state before deciding again.</summary>
public sealed record ChangedMeanwhile : Conflict;

/// <summary>The disk is full; nothing was stored.</summary>
public sealed record StorageIsFull : Unavailable;

/// <summary>The data folder or database accepts no writes; nothing was stored.</summary>
public sealed record StorageIsReadOnly : Unavailable;

/// <summary>The database cannot be reached now; nothing was stored.</summary>
public sealed record DatabaseIsUnreachable : Unavailable;

/// <summary>Reads the error codes of the two drivers and of the file system.</summary>
public static class StorageFaults
{
    private const int SqliteBusy = 5, SqliteReadOnly = 8, SqliteInputOutput = 10, SqliteFull = 13, SqliteCannotOpen = 14, SqliteCorrupt = 11, SqliteNoDatabase = 26;

    /// <summary>No space left, and a file system mounted for reading: Linux and macOS; then no space left on Windows.</summary>
    private const int NoSpaceLeft = 28, ReadOnlyFileSystem = 30, DiskFull = unchecked((int)0x80070070);
    private const int SqliteUnique = 2067, SqlitePrimaryKey = 1555, SqliteInputOutputWrite = 778;

    /// <summary>Where PostgreSQL (15 for one) writes its list of system tables while a connection opens; without room it says so under no code of its own.</summary>
    private const string SystemTableListWriter = "write_item";

    public static bool IsUniqueViolation(Exception fault) => Root(fault) switch
    {
        SqliteException s => s.SqliteExtendedErrorCode is SqliteUnique or SqlitePrimaryKey,
        PostgresException p => p.SqlState == PostgresErrorCodes.UniqueViolation,
        _ => false,
    };

    /// <summary>PostgreSQL names the table a fault is about.</summary>
    public static bool IsOfTable(Exception fault, string table) => Root(fault) is PostgresException p && p.TableName == table;

    /// <summary>The embedded database's file is damaged, or none.</summary>
    public static bool IsDamage(Exception fault) => Root(fault) is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNoDatabase };

    /// <summary>PostgreSQL chose this transaction as the victim; running it again is right.</summary>
    public static bool IsWorthRetrying(Exception fault) => Root(fault) is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>The refusal for a fault of the storage itself, or null when the fault is something else.</summary>
    public static Refusal? AsRefusal(Exception fault) => Root(fault) switch
    {
        SqliteException { SqliteErrorCode: SqliteFull } or SqliteException { SqliteExtendedErrorCode: SqliteInputOutputWrite } => new StorageIsFull(),
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqliteCannotOpen } => new StorageIsReadOnly(),
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteInputOutput } => new DatabaseIsUnreachable(),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } or PostgresException { SqlState: PostgresErrorCodes.InternalError, Routine: SystemTableListWriter } => new StorageIsFull(),
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => new StorageIsReadOnly(),
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.TooManyConnections } => new DatabaseIsUnreachable(),
        PostgresException => null,
        NpgsqlException => new DatabaseIsUnreachable(),
        IOException { HResult: NoSpaceLeft or DiskFull } => new StorageIsFull(),
        IOException { HResult: ReadOnlyFileSystem } or UnauthorizedAccessException => new StorageIsReadOnly(),
        _ => null,
    };

    private static Exception Root(Exception fault)
    {
        // A connection that broke or never was is told by Npgsql itself; the socket's fault within it is not looked at.
        while (fault is not (SqliteException or PostgresException or NpgsqlException { InnerException: not PostgresException }) && fault.InnerException is { } inner)
        {
            fault = inner;
        }

        return fault;
    }
}
