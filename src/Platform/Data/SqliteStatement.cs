using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Banzhang.Platform.Data;

/// <summary>
/// One prepared statement of the writer, bound by place and run many times. What ADO.NET does for each execution
/// (names looked up, a reader, a parameter object a value) was a third of the writer's time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int ShortText = 200, MostBytesACharacter = 3;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">Open; outlives the statement.</param>
    /// <param name="sql">One statement; its placeholders are numbered in the order they first appear.</param>
    /// <exception cref="SqliteException">The statement does not fit the database.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <param name="place">From 0.</param>
    /// <param name="value">As the model stores it; null and <see cref="DBNull"/> are NULL.</param>
    public void Bind(int place, object? value)
    {
        var i = place + 1;
        SqliteException.ThrowExceptionForRC(
            value switch
            {
                null or DBNull => raw.sqlite3_bind_null(_statement, i),
                string text => BindText(i, text),
                long number => raw.sqlite3_bind_int64(_statement, i, number),
                int number => raw.sqlite3_bind_int64(_statement, i, number),
                bool yes => raw.sqlite3_bind_int64(_statement, i, yes ? 1 : 0),
                byte[] bytes => raw.sqlite3_bind_blob(_statement, i, bytes),
                double number => raw.sqlite3_bind_double(_statement, i, number),
                DateOnly day => raw.sqlite3_bind_text(_statement, i, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                _ => throw new InvalidOperationException($"A value of {value.GetType().Name} is not stored here."),
            },
            _database);
    }

    /// <summary>The database copies the bytes: the short texts that rows are made of need no array.</summary>
    private int BindText(int i, string text)
    {
        // An empty span has no address, which SQLite would take for NULL.
        if (text.Length is 0 or > ShortText)
        {
            return raw.sqlite3_bind_text(_statement, i, text);
        }

        Span<byte> bytes = stackalloc byte[ShortText * MostBytesACharacter];
        return raw.sqlite3_bind_text(_statement, i, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="SqliteException">A constraint, a full disk: the statement left nothing behind.</exception>
    public void Run()
    {
        int result;
        while ((result = raw.sqlite3_step(_statement)) == raw.SQLITE_ROW)
        {
            // Rows of a statement that is run for its effect are passed over.
        }

        Finish(result);
    }

    /// <summary>Steps to the first row; false when there is none. End with <see cref="Reset"/>.</summary>
    public bool ReadFirst() => raw.sqlite3_step(_statement) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        var result => throw Failed(result),
    };

    /// <summary>A value of the row that <see cref="ReadFirst"/> found, as the model stores it; null for NULL.</summary>
    public object? ValueAt(int place, Type stored) =>
        raw.sqlite3_column_type(_statement, place) == raw.SQLITE_NULL ? null
        : stored == typeof(string) ? raw.sqlite3_column_text(_statement, place).utf8_to_string()
        : stored == typeof(long) ? raw.sqlite3_column_int64(_statement, place)
        : stored == typeof(int) ? (int)raw.sqlite3_column_int64(_statement, place)
        : stored == typeof(bool) ? raw.sqlite3_column_int64(_statement, place) != 0
        : stored == typeof(byte[]) ? raw.sqlite3_column_blob(_statement, place).ToArray()
        : stored == typeof(double) ? raw.sqlite3_column_double(_statement, place)
        : stored == typeof(DateOnly) ? DateOnly.ParseExact(raw.sqlite3_column_text(_statement, place).utf8_to_string(), "yyyy-MM-dd", CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"A column of {stored.Name} is not read here.");

    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void Finish(int result)
    {
        if (result != raw.SQLITE_DONE)
        {
            throw Failed(result);
        }

        Reset();
    }

    /// <summary>With the database's own words, read before the reset forgets them.</summary>
    private SqliteException Failed(int result)
    {
        var fault = new SqliteException($"SQLite {result}: {raw.sqlite3_errmsg(_database).utf8_to_string()}", result & 0xFF, raw.sqlite3_extended_errcode(_database));
        Reset();
        return fault;
    }
}
