using System.Collections;
using System.Reflection;
using System.Text.RegularExpressions;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.PersonalData;
using Banzhang.Platform.Ledger;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Banzhang.Tests.Slices.Customers;

public sealed class PersonalDataMapOnSqlite(SqliteProduct product) : PersonalDataMapTests(product), IClassFixture<SqliteProduct>;

public sealed class PersonalDataMapOnPostgres(PostgresProduct product) : PersonalDataMapTests(product), IClassFixture<PostgresProduct>;

/// <summary>
/// Every column that could hold a person's data has a place in the list of the Customers room, and every event that carries typed words says so. A new
/// column or event without one fails here: it is for whoever adds it to say what becomes of it when somebody is erased.
/// </summary>
public abstract partial class PersonalDataMapTests(Product product)
{
    /// <summary>Nothing readable stands in them, or nobody writes words there today; that they are emptied is shown by the tests of erasing.</summary>
    private static readonly HashSet<string> Unreadable =
    [
        "desk_received_mails.RawSha256", "desk_outgoing_mails.RawSha256", "platform_files.Sha256", "platform_unwanted_files.Sha256", "audit_entries.Salt", "audit_entries.Before", "quality_inspections.Judged",
    ];

    /// <summary>Texts in events that no customer and nobody of us typed about one; all others belong to an <see cref="IHoldsWords"/>.</summary>
    private static readonly HashSet<string> Codes =
    [
        "TicketFacts.Category", "TicketOpened.Type", "PromisedClock.Policy", "PromisedClock.Calendar", "CustomerChanged.Fields", "LettersAreStranded.Address", "AlarmRose.Category",
    ];

    private static readonly HashSet<string> Words = ["TicketTransferred.Reason", "TicketEscalated.Reason", "TicketChanged.Before", "TicketChanged.After", "ContactDataRevealed.Reason"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_column_of_text_or_bytes_and_every_customers_id_has_its_place_in_the_list()
    {
        var places = Places();
        var asked = Columns().Select(c => $"{c.Table}.{c.Column}").ToHashSet();

        Assert.Equal([], asked.Where(c => !places.Contains(c) && !places.Contains(c[..c.IndexOf('.', StringComparison.Ordinal)] + ".*")).Order());
        Assert.Equal([], places.Where(p => p.EndsWith(".*", StringComparison.Ordinal) ? !Tables().Contains(p[..^2]) : !asked.Contains(p)).Order());
        Assert.True(asked.Count > 120, $"{asked.Count} columns");
    }

    [Fact]
    public void Every_text_in_an_event_is_a_code_or_can_be_taken_out()
    {
        var found = Events().SelectMany(e => Texts(e, [])).ToHashSet();

        Assert.Equal([], found.Where(t => !Codes.Contains(t) && !Words.Contains(t)).Order());
        Assert.Equal([], Codes.Concat(Words).Where(t => !found.Contains(t)).Order());
        Assert.Equal(Words.Select(w => w.Split('.')[0]).Distinct().Order(), Events().Where(e => e.IsAssignableTo(typeof(IHoldsWords))).Select(e => e.Name).Order());
    }

    /// <summary>Shows that the list is true: a person has words in each column that is said to be erased, and none afterwards.</summary>
    [Fact]
    public async Task A_person_has_words_in_every_column_that_is_erased_and_none_afterwards()
    {
        var person = await Person.WithWordsEverywhereAsync(product);
        await product.TamperAsync("INSERT INTO outbox (\"Seq\", \"Attempts\", \"NotBefore\", \"LastFault\") SELECT MAX(\"Seq\"), 1, 3155378975999999999, 'zqxfault' FROM ledger_events WHERE \"Kind\" = 'TicketRated'");
        string[] erased = [.. Erased().Where(c => !Unreadable.Contains(c))];

        Assert.Empty(await WithoutWordsAsync(erased));
        Assert.True((await product.Get<EraseCustomerHandler>().HandleAsync(person.Record.Id, new("asked by letter"), null, product.Manager, Stop)).IsDone);
        Assert.Equal(erased, await WithoutWordsAsync(erased));
    }

    /// <summary>Those of the columns in which no word of the person's stands.</summary>
    private async Task<IReadOnlyList<string>> WithoutWordsAsync(IReadOnlyList<string> columns)
    {
        var without = new List<string>();
        await using var db = product.Read();
        await db.Database.OpenConnectionAsync(Stop);
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\" WHERE LOWER(\"{name}\") LIKE '%zqx%' OR \"{name}\" LIKE '%1379988%'";
            if (Convert.ToInt64(await command.ExecuteScalarAsync(Stop), System.Globalization.CultureInfo.InvariantCulture) == 0)
            {
                without.Add(column);
            }
        }

        return without;
    }

    private IEnumerable<(string Table, string Column)> Columns()
    {
        using var db = product.Read();
        return [.. db.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Where(CouldHoldAPerson).Select(p => (e.GetTableName()!, p.GetColumnName())))];
    }

    private HashSet<string> Tables()
    {
        using var db = product.Read();
        return [.. db.Model.GetEntityTypes().Select(e => e.GetTableName()!)];
    }

    private static bool CouldHoldAPerson(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        return type == typeof(string) || type == typeof(byte[]) || type == typeof(CustomerId) || (typeof(IEnumerable).IsAssignableFrom(type) && !type.IsEnum);
    }

    private static IEnumerable<Type> Events() => new[] { typeof(Banzhang.Platform.PlatformModule).Assembly, Banzhang.RoomAssembly.Assembly }.SelectMany(a => a.GetTypes())
        .Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IDomainEvent)));

    /// <summary>The properties that hold text, in the event itself and in what it is made of.</summary>
    private static IEnumerable<string> Texts(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            yield break;
        }

        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.GetIndexParameters().Length == 0))
        {
            Type[] held = [property.PropertyType, .. property.PropertyType.GetGenericArguments()];
            if (held.Contains(typeof(string)))
            {
                yield return $"{type.Name}.{property.Name}";
            }

            foreach (var inner in held.Where(h => h.Assembly != typeof(string).Assembly && !h.IsEnum && !h.IsGenericType).SelectMany(h => Texts(h, seen)))
            {
                yield return inner;
            }
        }
    }

    private static HashSet<string> Places() => [.. Rows().SelectMany(r => r.Erased.Concat(r.Stays).Select(c => $"{r.Table}.{c}"))];

    private static IEnumerable<string> Erased() => Rows().SelectMany(r => r.Erased.Select(c => $"{r.Table}.{c}"));

    private static IEnumerable<(string Table, string[] Erased, string[] Stays)> Rows() =>
        File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "src", "Modules", "Customers", "README.md")).Select(l => Row().Match(l)).Where(m => m.Success)
            .Select(m => (m.Groups[1].Value, Names(m.Groups[2].Value), Names(m.Groups[3].Value)));

    private static string[] Names(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\| `([a-z_]+)` \|([^|]*)\|([^|]*)\|")]
    private static partial Regex Row();
}
