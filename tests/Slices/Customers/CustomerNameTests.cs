using Banzhang.Customers;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.Recording;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Customers;

public sealed class CustomerNamesOnSqlite(SqliteProduct product) : CustomerNameTests(product), IClassFixture<SqliteProduct>;

public sealed class CustomerNamesOnPostgres(PostgresProduct product) : CustomerNameTests(product), IClassFixture<PostgresProduct>;

/// <summary>A person remembers a part of a name.</summary>
public abstract class CustomerNameTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\u6B27\u9633\u9752", "\u6B27\u9633\u9752")]
    [InlineData("\u4E07\u4FDF", "\u4E07\u4FDF")] // two characters are the whole name
    [InlineData("\u6850\u6708", "\u6850")] // the first character
    [InlineData("\u4E0A\u5B98\u5A49", "\u5B98\u5A49")] // from within
    [InlineData("\u9673\u61F7", "\u9648\u6000")] // in the other script
    [InlineData("Quentin Abernathy", "BERNA")] // in another case
    [InlineData("Quirine  Wolf", "e w")] // over a space, however many there are
    [InlineData("Xu", "x")]
    [InlineData("D'Arcy", "'a")]
    [InlineData("\uFF22\uFF4F\uFF42", "bob")] // full width
    public async Task Any_part_of_a_name_finds_its_record_in_any_case(string name, string part)
    {
        var customer = await CreateAsync(name);
        await product.DeliverAsync();

        Assert.Contains(customer, await FoundAsync(part));
    }

    [Fact]
    public async Task All_who_share_a_phone_are_listed_page_by_page()
    {
        var family = new List<CustomerId>();
        foreach (var name in new[] { "Ann", "Ben", "Cem" })
        {
            family.Add((await product.Get<CreateCustomerHandler>().HandleAsync(new(name, Phone: "13711112222"), product.Manager, Stop)).Value.Id);
        }

        var (listed, cursor) = (new List<CustomerId>(), (string?)null);
        do
        {
            var page = (await product.Get<CustomerListQuery>().RunAsync(new("13711112222", cursor, 1), product.Manager, Stop)).Value;
            Assert.Single(page.Items);
            listed.AddRange(page.Items.Select(c => c.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(family.ToHashSet(), listed.ToHashSet());
        Assert.Equal(3, listed.Count);
    }

    [Theory]
    [InlineData("\u5B98\u4E0A")] // the same characters in another order
    [InlineData("\u4E0A\u5A49")] // that are no neighbours
    [InlineData("zzz")]
    [InlineData("%")]
    public async Task What_a_name_does_not_hold_finds_nobody(string words)
    {
        var customer = await CreateAsync("\u4E0A\u5B98\u5A49");
        await product.DeliverAsync();

        Assert.DoesNotContain(customer, await FoundAsync(words));
    }

    [Fact]
    public async Task The_name_of_a_merged_record_finds_the_kept_one_and_a_changed_name_no_longer_does()
    {
        var (kept, other) = (await CreateAsync("Wilhelmina"), await CreateAsync("Jacqueline"));
        Assert.True((await product.Get<MergeCustomersHandler>().HandleAsync(new(other.Value, kept.Value), null, product.Manager, Stop)).IsDone);
        Assert.True((await product.Get<ChangeCustomerHandler>().HandleAsync(kept, new(Name: "Theodora"), null, product.Manager, Stop)).IsDone);
        await product.DeliverAsync();

        Assert.Equal([kept], await FoundAsync("cquel"));
        Assert.Equal([kept], await FoundAsync("eodor"));
        Assert.Empty(await FoundAsync("helmin"));
    }

    [Fact]
    public async Task Pages_of_a_search_follow_each_other_newest_first_without_gap_or_repetition()
    {
        var made = new List<CustomerId>();
        for (var i = 0; i < 7; i++)
        {
            made.Insert(0, await CreateAsync($"Paged {i}"));
        }

        await product.DeliverAsync();

        var seen = new List<CustomerId>();
        string? cursor = null;
        do
        {
            var page = (await product.Get<CustomerListQuery>().RunAsync(new("aged", cursor, 3), product.Manager, Stop)).Value;
            seen.AddRange(page.Items.Select(c => c.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made, seen);
    }

    private async Task<CustomerId> CreateAsync(string name) => (await product.Get<CreateCustomerHandler>().HandleAsync(new(name), product.Manager, Stop)).Value.Id;

    private async Task<IEnumerable<CustomerId>> FoundAsync(string words) => (await product.Get<CustomerListQuery>().RunAsync(new(words), product.Manager, Stop)).Value.Items.Select(c => c.Id);
}
