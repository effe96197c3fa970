using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Banzhang.Platform.Data;

/// <summary>How one entity becomes one row: made once from the model, so that rows written here and rows written by EF are the same.</summary>
internal sealed class InsertPlan
{
    private readonly Column[] _columns;

    private InsertPlan(IEntityType entity)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        _columns = [.. entity.GetProperties()
            .Where(p => p.ValueGenerated != ValueGenerated.OnAdd)
            .Select(p => new Column(p.GetColumnName(table)!, p.GetGetter(), p.GetTypeMapping().Converter?.ConvertToProvider, p.ClrType))];
        var names = new StringBuilder();
        var named = new StringBuilder();
        var numbered = new StringBuilder();
        for (var i = 0; i < _columns.Length; i++)
        {
            var comma = i == 0 ? "" : ",";
            names.Append(comma).Append('"').Append(_columns[i].Name).Append('"');
            named.Append(comma).Append(CultureInfo.InvariantCulture, $"@p{i}");
            numbered.Append(comma).Append(CultureInfo.InvariantCulture, $"${i + 1}");
        }

        NamedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({named})";
        NumberedSql = $"INSERT INTO \"{table.Name}\" ({names}) VALUES ({numbered})";
    }

    public int Count => _columns.Length;

    /// <summary>With <c>@p0</c> … placeholders.</summary>
    public string NamedSql { get; }

    /// <summary>With <c>$1</c> … placeholders.</summary>
    public string NumberedSql { get; }

    public object ValueOf(int column, object row)
    {
        var c = _columns[column];
        var value = c.Getter.GetClrValue(row);
        return value is null ? DBNull.Value : c.Convert is null ? value : c.Convert(value) ?? DBNull.Value;
    }

    private sealed record Column(string Name, IClrPropertyGetter Getter, Func<object?, object?>? Convert, Type Type);

    /// <summary>The plans of one model, by entity type.</summary>
    internal sealed class Book(IModel model)
    {
        private readonly ConcurrentDictionary<Type, InsertPlan> _plans = new();

        public InsertPlan For(Type type) => _plans.GetOrAdd(type, t => new InsertPlan(
            model.FindEntityType(t) ?? throw new InvalidOperationException($"{t.Name} is not mapped.\nMaybe its mapping class is missing.")));
    }
}
