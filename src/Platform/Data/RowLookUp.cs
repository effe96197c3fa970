using System.Collections.Concurrent;
using System.Data.Common;
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

    private RowLookUp(IEntityType entity, string by)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        _fields = [.. entity.GetProperties().Select(p => new Field(p.GetColumnName(table)!, SetterOf(p.PropertyInfo!), p.GetTypeMapping().Converter?.ConvertFromProvider, StoredType(p)))];
        _make = entity.ClrType.GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, [])
            ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no parameterless constructor.");
        var property = entity.FindProperty(by) ?? throw new InvalidOperationException($"{entity.ClrType.Name} has no mapped {by}.");
        _toStored = property.GetTypeMapping().Converter?.ConvertToProvider;
        Sql = $"SELECT {string.Join(',', _fields.Select(f => $"\"{f.Column}\""))} FROM \"{table.Name}\" WHERE \"{property.GetColumnName(table)}\" = ";
    }

    /// <summary>Ends before the placeholder.</summary>
    public string Sql { get; }

    public object ToStored(object value) => _toStored is null ? value : _toStored(value)!;

    public object Read(DbDataReader reader)
    {
        var row = _make.Invoke(null);
        for (var i = 0; i < _fields.Length; i++)
        {
            if (!reader.IsDBNull(i))
            {
                var field = _fields[i];
                var stored = Value(reader, i, field.Stored);
                field.Set(row, field.Convert is null ? stored : field.Convert(stored)!);
            }
        }

        return row;
    }

    private static object Value(DbDataReader reader, int i, Type stored) =>
        stored == typeof(string) ? reader.GetString(i)
        : stored == typeof(long) ? reader.GetInt64(i)
        : stored == typeof(int) ? reader.GetInt32(i)
        : stored == typeof(bool) ? reader.GetBoolean(i)
        : stored == typeof(byte[]) ? reader.GetFieldValue<byte[]>(i)
        : stored == typeof(Guid) ? reader.GetGuid(i)
        : stored == typeof(DateOnly) ? reader.GetFieldValue<DateOnly>(i)
        : throw new InvalidOperationException($"A column of {stored.Name} is not read here.");

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
        private readonly ConcurrentDictionary<(Type, string), RowLookUp> _plans = new();

        public RowLookUp For(Type type, string by) => _plans.GetOrAdd((type, by), key => new RowLookUp(
            model.FindEntityType(key.Item1) ?? throw new InvalidOperationException($"{key.Item1.Name} is not mapped."), key.Item2));
    }
}
