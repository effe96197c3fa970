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

    private InsertPlan(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        var stored = entity.GetProperties().Where(p => p.ValueGenerated != ValueGenerated.OnAdd).ToList();
        _columns = [.. stored.Where(p => p.FindAnnotation(KeyOfRowBefore) is null).Select(p => new Column(p.GetGetter(), p.GetTypeMapping().Converter?.ConvertToProvider))];
        var names = string.Join(',', stored.Select(p => $"\"{p.GetColumnName(table)}\""));
        var place = 0;
        var named = new List<string>();
        var numbered = new List<string>();
        foreach (var property in stored)
        {
            var before = property.FindAnnotation(KeyOfRowBefore)?.Value;
            named.Add(before is null ? string.Create(CultureInfo.InvariantCulture, $"@p{place}") : "last_insert_rowid()");
            numbered.Add(before is null ? string.Create(CultureInfo.InvariantCulture, $"${++place}") : $"currval(pg_get_serial_sequence('{before}', 'Seq'))");
        }

        NamedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(',', named)})";
        NumberedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({string.Join(',', numbered)})";
    }

    public int Count => _columns.Length;

    /// <summary>For SQLite, with <c>@p0</c> … placeholders.</summary>
    public string NamedSql { get; }

    /// <summary>For PostgreSQL, with <c>$1</c> … placeholders.</summary>
    public string NumberedSql { get; }

    public object ValueOf(int column, object row)
    {
        var c = _columns[column];
        var value = c.Getter.GetClrValue(row);
        return value is null ? DBNull.Value : c.Convert is null ? value : c.Convert(value) ?? DBNull.Value;
    }

    private sealed record Column(IClrPropertyGetter Getter, Func<object?, object?>? Convert);

    /// <summary>The plans of one model, by entity type.</summary>
    internal sealed class Book(IModel model)
    {
        private readonly ConcurrentDictionary<Type, InsertPlan> _plans = new();

        public InsertPlan For(Type type) => _plans.GetOrAdd(type, t => new InsertPlan(
            model.FindEntityType(t) ?? throw new InvalidOperationException($"{t.Name} is not mapped.\nMaybe its mapping class is missing.")));
    }
}
