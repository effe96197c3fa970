using System.Collections.Concurrent;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Platform;

public sealed class WritesOnSqlite : WritesTests
{
    protected override Product Make() => new SqliteProduct();
}

public sealed class WritesOnPostgres : WritesTests
{
    protected override Product Make() => new PostgresProduct();
}

/// <summary>Acts at the same time, which share look-ups and commits.</summary>
public abstract class WritesTests : IAsyncLifetime
{
    private Product _product = null!;

    public async ValueTask InitializeAsync()
    {
        _product = Make();
        await _product.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Product Make();

    [Fact]
    public async Task Of_many_acts_at_once_only_those_at_fault_fail()
    {
        await AddAsync("taken");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            try
            {
                await AddAsync(i % 10 == 3 ? "taken" : $"free-{i}");
                return true;
            }
            catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
            {
                return false;
            }
        }));

        Assert.Equal(Enumerable.Range(0, 120).Select(i => i % 10 != 3), outcomes);
        using var db = _product.Read();
        Assert.Equal(108, db.Set<Counter>().Count(c => c.Name.StartsWith("free-")));
    }

    [Fact]
    public async Task An_act_whose_last_row_fails_leaves_none_and_its_neighbours_all()
    {
        await AddAsync("taken");

        await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            try
            {
                await _product.Get<IWrites>().ActAsync(Actor.System, (act, _) =>
                {
                    act.Add(Counter.From($"first-{i}", i));
                    act.Add(Counter.From(i % 7 == 2 ? "taken" : $"second-{i}", i));
                    return Task.FromResult(Outcome.Done);
                }, CancellationToken.None);
            }
            catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
            {
                Assert.Equal(2, i % 7);
            }
        }));

        using var db = _product.Read();
        var names = db.Set<Counter>().Select(c => c.Name).ToHashSet();
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal((i % 7 != 2, i % 7 != 2), (names.Contains($"first-{i}"), names.Contains($"second-{i}"))));
    }

    [Fact]
    public async Task Look_ups_at_once_each_get_their_own_row()
    {
        for (var i = 0; i < 20; i++)
        {
            await AddAsync($"kept-{i}", i);
        }

        var seen = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i => (i, Found: await FindAsync($"kept-{i % 25}"))));

        Assert.All(seen, s => Assert.Equal(s.i % 25 < 20 ? s.i % 25 : null, s.Found));
    }

    [Fact]
    public async Task An_act_that_changes_rows_commits_them_with_what_it_added()
    {
        await AddAsync("before", 1);

        await _product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            act.Db.Remove(act.Db.Set<Counter>().Single(c => c.Name == "before"));
            Assert.NotNull(await act.LookUpAsync<Counter>(nameof(Counter.Name), "before", stop));
            act.Add(Counter.From("after", 2));
            return Outcome.Done;
        }, CancellationToken.None);

        Assert.Null(await FindAsync("before"));
        Assert.Equal(2, await FindAsync("after"));
    }

    [Fact]
    public async Task Numbers_taken_at_once_are_all_different()
    {
        var numbers = new ConcurrentBag<long>();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => _product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            numbers.Add(await act.NextNumberAsync("tests", stop));
            return Outcome.Done;
        }, CancellationToken.None)));

        Assert.Equal(300, numbers.Distinct().Count());
    }

    [Fact]
    public async Task The_number_of_an_act_that_failed_is_not_told_to_two_who_succeeded()
    {
        await AddAsync("taken");

        var kept = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            long number = 0;
            try
            {
                await _product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
                {
                    number = await act.NextNumberAsync("tests", stop);
                    act.Add(Counter.From(i % 3 == 0 ? "taken" : $"free-{i}", number));
                    return Outcome.Done;
                }, CancellationToken.None);
                return number;
            }
            catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
            {
                return 0;
            }
        }));

        Assert.Equal(40, kept.Where(n => n > 0).Distinct().Count());
    }

    [Fact]
    public async Task A_refused_act_leaves_nothing_behind()
    {
        var outcome = await _product.Get<IWrites>().ActAsync(Actor.System, (act, _) =>
        {
            act.Add(Counter.From("refused", 1));
            return Task.FromResult<Outcome>(new ChangedMeanwhile());
        }, CancellationToken.None);

        Assert.IsType<ChangedMeanwhile>(outcome.Refusal);
        Assert.Null(await FindAsync("refused"));
    }

    private async Task AddAsync(string name, long value = 0) => await _product.Get<IWrites>().ActAsync(Actor.System, (act, _) =>
    {
        act.Add(Counter.From(name, value));
        return Task.FromResult(Outcome.Done);
    }, CancellationToken.None);

    private async Task<long?> FindAsync(string name)
    {
        long? found = null;
        await _product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            found = (await act.LookUpAsync<Counter>(nameof(Counter.Name), name, stop))?.Value;
            return Outcome.Done;
        }, CancellationToken.None);
        return found;
    }
}
