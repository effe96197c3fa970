using System.Globalization;
using System.Reflection;
using Npgsql;

namespace Banzhang.Platform.Data;

/// <summary>
/// New rows of one commit on PostgreSQL, one statement a table and one array a column (<c>unnest</c>): many rows cost hardly more than one,
/// here and there. Rows of a table stay in their order; tables follow each other as they first appear.
/// </summary>
internal sealed class ColumnarInserts(InsertPlan.Book plans)
{
    private readonly Dictionary<Type, Table> _tables = [];
    private readonly List<Table> _inOrder = [];
    private Table? _last;

    public void Add(object row)
    {
        var plan = plans.For(row.GetType());
        if (plan.TableOfRowBefore is { } before)
        {
            if (_last?.Plan.TableName != before)
            {
                throw new InvalidOperationException($"A row of {plan.TableName} takes the key of the row before, which is none of {before}.\nMaybe the rows of the act came out of order.");
            }

            _last.Follow(plan, row);
            return;
        }

        if (!_tables.TryGetValue(row.GetType(), out _last))
        {
            _tables[row.GetType()] = _last = new(plan);
            _inOrder.Add(_last);
        }

        _last.Add(row);
    }

    public void WriteTo(NpgsqlBatch batch)
    {
        foreach (var table in _inOrder)
        {
            batch.BatchCommands.Add(table.Command());
        }
    }

    /// <summary>The rows of one table, with those of another that take their generated keys.</summary>
    private sealed class Table(InsertPlan plan)
    {
        private readonly List<object> _rows = [];
        private List<object?>? _followers;
        private InsertPlan? _followingPlan;

        public InsertPlan Plan => plan;

        public void Add(object row)
        {
            _rows.Add(row);
            _followers?.Add(null);
        }

        public void Follow(InsertPlan following, object row)
        {
            _followingPlan = following;
            _followers ??= [.. Enumerable.Repeat<object?>(null, _rows.Count)];
            _followers[^1] = row;
        }

        public NpgsqlBatchCommand Command()
        {
            var command = new NpgsqlBatchCommand(_followingPlan is null ? plan.ColumnarSql : plan.ColumnarSqlWith(_followingPlan));
            foreach (var column in plan.Columns)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = column.Array(_rows) });
            }

            if (_followingPlan is not null)
            {
                foreach (var column in _followingPlan.Columns)
                {
                    command.Parameters.Add(new NpgsqlParameter { Value = column.Array(_followers!) });
                }

                command.Parameters.Add(new NpgsqlParameter { Value = _followers!.Select(f => f is not null).ToArray() });
            }

            return command;
        }
    }
}

/// <summary>One column of a table as the database stores it.</summary>
/// <param name="name">Quoted.</param>
/// <param name="storeType">Of PostgreSQL, without a length: an assignment then checks the length.</param>
internal abstract class StoredColumn(string name, string storeType)
{
    public string Name => name;

    public string StoreType => storeType;

    /// <summary>The values of the rows, in their order; nothing for a row that is null.</summary>
    public abstract Array Array(IReadOnlyList<object?> rows);

    /// <param name="stored">The type that reaches the database; nullable for a value that may be missing.</param>
    /// <param name="name">Quoted.</param>
    /// <param name="storeType">Of PostgreSQL.</param>
    /// <param name="read">The stored value of a row.</param>
    public static StoredColumn Of(Type stored, string name, string storeType, Func<object, object?> read) => (StoredColumn)Activator.CreateInstance(
        typeof(Typed<>).MakeGenericType(stored), BindingFlags.Instance | BindingFlags.Public, null, [name, storeType, read], CultureInfo.InvariantCulture)!;

    private sealed class Typed<T>(string name, string storeType, Func<object, object?> read) : StoredColumn(name, storeType)
    {
        public override Array Array(IReadOnlyList<object?> rows)
        {
            var values = new T?[rows.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = rows[i] is { } row ? (T?)read(row) : default;
            }

            return values;
        }
    }
}
