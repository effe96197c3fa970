using System.Linq.Expressions;
using System.Reflection;

namespace Banzhang.Platform.Data;

/// <summary>Typed ids are <c>readonly record struct XId(Guid Value)</c>; this reads and makes any of them without boxing.</summary>
public static class TypedIds
{
    public static bool Is(Type type) =>
        type is { IsValueType: true, IsGenericType: false }
        && type.Name.EndsWith("Id", StringComparison.Ordinal)
        && type.GetProperty("Value")?.PropertyType == typeof(Guid)
        && type.GetConstructor([typeof(Guid)]) is not null;

    public static Guid Unwrap<T>(T id)
        where T : struct => Shape<T>.Unwrap(id);

    public static T Wrap<T>(Guid value)
        where T : struct => Shape<T>.Wrap(value);

    private static class Shape<T>
        where T : struct
    {
        public static readonly Func<T, Guid> Unwrap = MakeUnwrap();
        public static readonly Func<Guid, T> Wrap = MakeWrap();

        private static Func<T, Guid> MakeUnwrap()
        {
            var id = Expression.Parameter(typeof(T));
            return Expression.Lambda<Func<T, Guid>>(Expression.Property(id, typeof(T).GetProperty("Value", BindingFlags.Public | BindingFlags.Instance)!), id).Compile();
        }

        private static Func<Guid, T> MakeWrap()
        {
            var value = Expression.Parameter(typeof(Guid));
            return Expression.Lambda<Func<Guid, T>>(Expression.New(typeof(T).GetConstructor([typeof(Guid)])!, value), value).Compile();
        }
    }
}
