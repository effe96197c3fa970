using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Banzhang.Platform.Data;

/// <summary>
/// Finds one row by one indexed column, for the hot path of the intake: the same mapping as EF's, none of its machinery.
/// The row is a copy to read; changing it changes nothing.
/// </summary>
internal sealed class RowLookUp
{
    private readonly Field[] _fields;
    private readonly ConstructorInfo _make;
    private readonly Func<object?, object?>? _toStored;

    private RowLookUp(IEntityType entity, string by, RowPart part)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        _fields = [.. entity.GetProperties().Where(p => part == RowPart.Whole || p.Name == by).Select(p => new Field(p.GetColumnName(table)!, SetterOf(p.PropertyInfo!), p.GetTypeMapping().Converter?.ConvertFromProvider, StoredType(p)))];
        _make = entity.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no parameterless constructor.");
        var property = entity.FindProperty(by) ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no mapped {by}.");
        _toStored = property.GetTypeMapping().Converter?.ConvertToProvider;
        var sql = $"SELECT {string.Join(',', _fields.Select(f => $"\"{f.Column}\""))} FROM \"{table.Name}\" WHERE \"{property.GetColumnName(table)}\" = ";
        NamedSql = sql + "@p0 LIMIT 1";
        NumberedSql = sql + "$1 LIMIT 1";
    }

    /// <summary>For SQLite.</summary>
    public string NamedSql { get; }

    /// <summary>For PostgreSQL.</summary>
    public string NumberedSql { get; }

    public object ToStored(object value) => _toStored is null ? value : _toStored(value)!;

    /// <param name="valueAt">The stored value of a column, by its place and stored type; null for NULL.</param>
    public object Read(Func<int, Type, object?> valueAt)
    {
        var row = _make.Invoke(null);
        for (var i = 0; i < _fields.Length; i++)
        {
            var field = _fields[i];
            if (valueAt(i, field.Stored) is { } stored)
            {
                field.Set(row, field.Convert is null ? stored : field.Convert(stored)!);
            }
        }

        return row;
    }

    /// <summary>Compiled; a private setter is visible only on the type that declares it.</summary>
    private static Action<object, object> SetterOf(PropertyInfo property)
    {
        var declared = property.DeclaringType!.GetProperty(property.Name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var set = Expression.Call(Expression.Convert(row, declared.DeclaringType!), declared.SetMethod!, Expression.Convert(value, declared.PropertyType));
        return Expression.Lambda<Action<object, object>>(set, row, value).Compile();
    }

    private static Type StoredType(IProperty property)
    {
        var type = property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private sealed record Field(string Column, Action<object, object> Set, Func<object?, object?>? Convert, Type Stored);

    internal sealed class Book(IModel model)
    {
        private readonly ConcurrentDictionary<(Type, string, RowPart), RowLookUp> _plans = new();

        public RowLookUp For(Type type, string by, RowPart part) => _plans.GetOrAdd((type, by, part), key => new RowLookUp(
            model.FindEntityType(key.Item1) ?? throw new InvalidOperationException($"{key.Item1.Name} is not mapped."), key.Item2, key.Item3));
    }
}

/// <summary>How much of a row is read.</summary>
internal enum RowPart
{
    Whole = 1,

    /// <summary>Only the column it is looked up by: to know that it is there.</summary>
    Key = 2,
}
