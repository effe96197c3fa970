using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Banzhang.Platform.Data;

/// <summary>Adds to counters: a row that is not there is inserted, one that is there grows by the new row's non-key numbers. The same SQL on both databases.</summary>
public static class Increments
{
    private static readonly ConcurrentDictionary<(IModel, Type), Plan> Plans = new();

    public static async ValueTask IncrementAsync<T>(this Act act, T row, CancellationToken stop)
        where T : class
    {
        var plan = Plans.GetOrAdd((act.Db.Model, typeof(T)), key => new Plan(key.Item1.FindEntityType(key.Item2)!));
        await act.RunAsync(plan.Sql, plan.ValuesOf(row), stop);
    }

    private sealed class Plan
    {
        private readonly IProperty[] _properties;

        public Plan(IEntityType entity)
        {
            _properties = [.. entity.GetProperties()];
            var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
            string Name(IProperty p) => $"\"{p.GetColumnName(table)}\"";
            var keys = entity.FindPrimaryKey()!.Properties;
            var values = string.Join(',', Enumerable.Range(0, _properties.Length).Select(i => $"@p{i}"));
            var grown = string.Join(',', _properties.Except(keys).Select(p => $"{Name(p)} = \"{table.Name}\".{Name(p)} + excluded.{Name(p)}"));
            Sql = $"INSERT INTO \"{table.Name}\" ({string.Join(',', _properties.Select(Name))}) VALUES ({values}) ON CONFLICT ({string.Join(',', keys.Select(Name))}) DO UPDATE SET {grown}";
        }

        public string Sql { get; }

        public object[] ValuesOf(object row) => [.. _properties.Select(p =>
        {
            var value = p.GetGetter().GetClrValue(row);
            return (p.GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
        })];
    }
}
