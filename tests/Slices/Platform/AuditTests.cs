using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Platform;

public sealed class AuditOnSqlite : AuditTests
{
    protected override Product Make() => new SqliteProduct();
}

public sealed class AuditOnPostgres : AuditTests
{
    protected override Product Make() => new PostgresProduct();
}

public abstract class AuditTests : IAsyncLifetime
{
    private Product _product = null!;

    public async ValueTask InitializeAsync()
    {
        _product = Make();
        await _product.InitializeAsync();
        for (var i = 0; i < 6; i++)
        {
            await _product.OpenTicketAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _product.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Product Make();

    [Fact]
    public async Task An_untouched_chain_has_no_difference()
    {
        var report = await _product.WalkAuditAsync();

        Assert.True(report.Entries >= 6);
        Assert.Empty(report.Differences);
    }

    [Fact]
    public async Task A_changed_entry_is_found_and_named()
    {
        await _product.WalkAuditAsync();
        await _product.TamperAsync("UPDATE audit_entries SET \"ActorName\" = 'somebody else' WHERE \"Seq\" = 3");

        Assert.Equal([new AuditDifference(AuditDifferenceKind.Changed, 3)], (await _product.WalkAuditAsync()).Differences);
    }

    [Fact]
    public async Task A_missing_entry_is_found_and_named()
    {
        await _product.WalkAuditAsync();
        await _product.TamperAsync("DELETE FROM audit_entries WHERE \"Seq\" = 4");

        Assert.Equal([new AuditDifference(AuditDifferenceKind.Missing, 4)], (await _product.WalkAuditAsync()).Differences);
    }

    [Fact]
    public async Task An_entry_slipped_in_by_hand_is_found_before_and_after_sealing()
    {
        await _product.WalkAuditAsync();
        await _product.TamperAsync("INSERT INTO audit_entries (\"At\",\"ActorKind\",\"ActorId\",\"ActorName\",\"Address\",\"Action\",\"Subject\",\"Before\",\"After\",\"Signature\") SELECT \"At\",\"ActorKind\",\"ActorId\",'nobody',\"Address\",\"Action\",\"Subject\",\"Before\",\"After\",\"Signature\" FROM audit_entries WHERE \"Seq\" = 2");

        var difference = Assert.Single((await _product.WalkAuditAsync()).Differences);
        Assert.Equal(7, difference.Number);
    }

    [Fact]
    public async Task What_was_still_being_committed_when_a_link_was_made_waits_for_the_next_one()
    {
        await _product.Get<IWrites>().ActAsync(Actor.System, async (act, stop) =>
        {
            var entries = await act.Db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Seq).ToListAsync(stop);
            act.Add(AuditSeal.Next(null, [.. entries.Where((_, i) => i != 2)], act.Now));
            return Outcome.Done;
        }, TestContext.Current.CancellationToken);

        Assert.Empty((await _product.Get<AuditVerification>().WalkAsync(TestContext.Current.CancellationToken)).Differences);
        var later = await _product.WalkAuditAsync();
        Assert.Equal((2, 0), (later.Links, later.Differences.Count));
    }

    [Fact]
    public async Task A_removed_link_breaks_the_chain()
    {
        await _product.WalkAuditAsync();
        await _product.OpenTicketAsync();
        await _product.WalkAuditAsync();
        await _product.TamperAsync("DELETE FROM audit_seals WHERE \"Position\" = 1");

        Assert.Contains((await _product.WalkAuditAsync()).Differences, d => d.Kind == AuditDifferenceKind.ChainBroken);
    }
}
