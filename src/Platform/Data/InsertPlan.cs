using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Banzhang.Platform.Data;

/// <summary>How one entity becomes one row: made once from the model, so that rows written here and rows written by EF are the same.</summary>
internal sealed class InsertPlan
{
    /// <summary>Annotates a column that takes the generated key of the row written just before; its value names that row's table.</summary>
    public static readonly string KeyOfRowBefore = "Banzhang:KeyOfRowBefore";

    private readonly Column[] _columns;
    private readonly string _keyColumn;
    private readonly ConcurrentDictionary<InsertPlan, string> _together = new();

    private InsertPlan(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        var stored = entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd).ToList();
        _columns = [.. stored.Where(p => p.FindAnnotation(KeyOfRowBefore) is null).Select(p => new Column(p.GetGetter(), p.GetTypeMapping().Converter?.ConvertToProvider))];
        Columns = [.. stored.Where(p => p.FindAnnotation(KeyOfRowBefore) is null).Select(p => StoredOf(p, table))];
        TableName = table.Name;
        TableOfRowBefore = stored.Select(p => p.FindAnnotation(KeyOfRowBefore)?.Value as string).FirstOrDefault(b => b is not null);
        _keyColumn = $"\"{entity.FindPrimaryKey()!.Properties[0].GetColumnName(table)}\"";
        ColumnarSql = $"INSERT INTO \"{TableName}\" ({Names(Columns)}) SELECT * FROM unnest({Arrays(Columns, 1)})";
        var names = string.Join(',', stored.Select(p => $"\"{p.GetColumnName(table)}\""));
        var place = 0;
        var named = stored.Select(p => p.FindAnnotation(KeyOfRowBefore) is null ? string.Create(CultureInfo.InvariantCulture, $"@p{place++}") : "last_insert_rowid()").ToList();
        NamedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(',', named)})";
    }

    public int Count => _columns.Length;

    /// <summary>For SQLite, with <c>@p0</c> … placeholders.</summary>
    public string NamedSql { get; }

    public string TableName { get; }

    /// <summary>The table whose generated key a row takes from the row before it; null for most.</summary>
    public string? TableOfRowBefore { get; }

    /// <summary>Those a row brings with it: no generated key, none of the row before.</summary>
    public IReadOnlyList<StoredColumn> Columns { get; }

    /// <summary>For PostgreSQL: many rows by one array a column, <c>$1</c> ….</summary>
    public string ColumnarSql { get; }

    /// <summary>The same, with rows of another table that take the generated keys; the last array says which rows have one.</summary>
    public string ColumnarSqlWith(InsertPlan following) => _together.GetOrAdd(following, static (next, own) =>
    {
        var (first, second) = (own.Columns.Count, next.Columns.Count);
        string Numbered(char letter, int count) => string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{letter}{i}")));
        return $"""
            WITH new AS MATERIALIZED (SELECT nextval(pg_get_serial_sequence('{own.TableName}', '{own._keyColumn.Trim('"')}')) AS key, u.*
              FROM unnest({Arrays(own.Columns, 1)},{Arrays(next.Columns, first + 1)},${(first + second + 1).ToString(CultureInfo.InvariantCulture)}::boolean[]) AS u({Numbered('a', first)},{Numbered('b', second)},follows)),
            kept AS (INSERT INTO "{own.TableName}" ({own._keyColumn},{Names(own.Columns)}) SELECT key,{Numbered('a', first)} FROM new)
            INSERT INTO "{next.TableName}" ({next._keyColumn},{Names(next.Columns)}) SELECT key,{Numbered('b', second)} FROM new WHERE follows
            """;
    }, this);

    public object ValueOf(int column, object row)
    {
        var c = _columns[column];
        var value = c.Getter.GetClrValue(row);
        return value is null ? DBNull.Value : c.Convert is null ? value : c.Convert(value) ?? DBNull.Value;
    }

    private static StoredColumn StoredOf(IProperty property, StoreObjectIdentifier table)
    {
        var mapping = property.GetTypeMapping();
        var stored = mapping.Converter?.ProviderClrType ?? property.ClrType;
        stored = property.IsNullable && stored.IsValueType && Nullable.GetUnderlyingType(stored) is null ? typeof(Nullable<>).MakeGenericType(stored) : property.IsNullable ? stored : Nullable.GetUnderlyingType(stored) ?? stored;
        var (getter, convert) = (property.GetGetter(), mapping.Converter?.ConvertToProvider);
        var type = property.GetColumnType(table) ?? "text";
        var length = type.IndexOf('(', StringComparison.Ordinal);
        return StoredColumn.Of(stored, $"\"{property.GetColumnName(table)}\"", length < 0 ? type : type[..length], row => getter.GetClrValue(row) is { } value ? convert is null ? value : convert(value) : null);
    }

    private static string Names(IEnumerable<StoredColumn> columns) => string.Join(',', columns.Select(c => c.Name));

    private static string Arrays(IEnumerable<StoredColumn> columns, int first) => string.Join(',', columns.Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"${first + i}::{c.StoreType}[]")));

    private sealed record Column(IClrPropertyGetter Getter, Func<object?, object?>? Convert);

    /// <summary>The plans of one model, by entity type.</summary>
    internal sealed class Book(IModel model)
    {
        private readonly ConcurrentDictionary<Type, InsertPlan> _plans = new();

        public InsertPlan For(Type type) => _plans.GetOrAdd(type, t => new InsertPlan(
            model.FindEntityType(t) ?? throw new InvalidOperationException($"{t.Name} is not mapped.\nMaybe its mapping class is missing.")));
    }
}
