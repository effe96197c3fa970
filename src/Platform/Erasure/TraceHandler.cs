using System.Buffers;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Json;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Erasure;

/// <summary>What is erased, as Platform's own books know it.</summary>
/// <param name="Things">The ids under which events were told and things are found.</param>
/// <param name="Whole">Subjects in the audit trail whose entries all lose their details.</param>
/// <param name="CustomersOnly">Subjects of which only what a customer did loses them: where they acted from.</param>
/// <param name="Marks">Texts by which a stored answer is known to be about it: ids and numbers.</param>
public sealed record TracedThings(IReadOnlyCollection<Guid> Things, IReadOnlyCollection<string> Whole, IReadOnlyCollection<string> CustomersOnly, IReadOnlyCollection<string> Marks)
{
    /// <summary>Actions whose details stay, whatever their subject: what was done and why, said without the person's data.</summary>
    public IReadOnlyCollection<string> Lasting { get; init; } = [];

    /// <summary>Something of them was there and is gone now: the disk has to be cleared of it. A second look finds nothing, as a rule.</summary>
    public bool WereLeft { get; init; }
}

/// <summary>What was found before the act, so that the act need not read the whole trail.</summary>
/// <param name="UpTo">The newest entry there was.</param>
/// <param name="Until">Answers stored from then on are looked at in the act.</param>
public sealed record SeenTraces(long UpTo, IReadOnlyList<long> Entries, DateTimeOffset Until, IReadOnlyList<byte[]> Answers);

/// <summary>
/// Takes the words of erased things out of Platform's books: details of audit entries, texts in events, stored answers, faults of deliveries.
/// The trail and the answers have no index by subject and are long, so they are read before the act and only their newest part in it.
/// </summary>
public sealed class TraceHandler(IDbContextFactory<AppDb> databases, EventKinds kinds, TimeProvider clock)
{
    private const int AtOnce = 400;

    public async Task<SeenTraces> LookAsync(TracedThings things, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var until = clock.GetUtcNow().AddMinutes(-1);
        var upTo = await db.Set<AuditEntry>().MaxAsync(e => (long?)e.Seq, stop) ?? 0;
        var entries = await EntriesAsync(db.Set<AuditEntry>().Where(e => e.Seq <= upTo), things, stop);
        return new(upTo, entries, until, await AnswersAsync(db.Set<IdempotencyRecord>(), things, stop));
    }

    /// <summary>Within the act that erases; the erasure of details is noted in the trail itself, under the same subject.</summary>
    public async Task EraseAsync(Act act, SeenTraces seen, TracedThings things, string subject, CancellationToken stop)
    {
        var changed = await EraseWordsAsync(act, things, stop);
        var answers = seen.Answers.Concat(await AnswersAsync(act.Db.Set<IdempotencyRecord>().Where(r => r.At >= seen.Until), things, stop));
        foreach (var some in answers.Chunk(AtOnce))
        {
            changed += await act.Db.Set<IdempotencyRecord>().Where(r => some.Contains(r.KeyHash) && r.Answer != "").ExecuteUpdateAsync(set => set.SetProperty(r => r.Answer, ""), stop);
        }

        // On PostgreSQL a number below the newest may be committed later: a block of numbers is looked at again.
        long[] entries = [.. seen.Entries.Concat(await EntriesAsync(act.Db.Set<AuditEntry>().Where(e => e.Seq > seen.UpTo - 10_000), things, stop)).Distinct().Order()];
        foreach (var some in entries.Chunk(AtOnce))
        {
            var found = act.Db.Set<AuditEntry>().Where(e => some.Contains(e.Seq));
            await found.Where(e => e.ActorKind == nameof(Identity.ActorKind.Customer)).ExecuteUpdateAsync(set => set.SetProperty(e => e.Address, ""), stop);
            await found.ExecuteUpdateAsync(set => set.SetProperty(e => e.Before, "").SetProperty(e => e.After, "").SetProperty(e => e.Salt, (byte[]?)null), stop);
        }

        if (entries.Length > 0)
        {
            act.Audit(DetailsErased.Action, subject, after: new DetailsErased(entries));
        }

        if (things.WereLeft || changed + entries.Length > 0)
        {
            act.Add(Remain.Of(act.Now));
        }
    }

    /// <returns>How many rows held words.</returns>
    private async Task<int> EraseWordsAsync(Act act, TracedThings things, CancellationToken stop)
    {
        var changed = 0;
        foreach (var some in things.Things.Chunk(AtOnce))
        {
            var told = act.Db.Set<LedgerEvent>().AsNoTracking().Where(e => some.Contains(e.Subject));
            foreach (var row in await told.Where(e => kinds.WithWords.Contains(e.Kind)).Select(e => new { e.Seq, e.Kind, e.Data }).ToListAsync(stop))
            {
                if (kinds.Read(row.Kind, row.Data) is IHoldsWords happened && StoredJson.Write(happened.WithoutWords()) is var bare && bare != row.Data)
                {
                    changed += await act.Db.Set<LedgerEvent>().Where(e => e.Seq == row.Seq).ExecuteUpdateAsync(set => set.SetProperty(e => e.Data, bare), stop);
                }
            }

            // A fault may quote what it failed on.
            changed += await act.Db.Set<OutboxMessage>().Where(m => m.LastFault != "" && told.Any(e => e.Seq == m.Seq)).ExecuteUpdateAsync(set => set.SetProperty(m => m.LastFault, ""), stop);
        }

        return changed;
    }

    private static async Task<List<long>> EntriesAsync(IQueryable<AuditEntry> among, TracedThings things, CancellationToken stop)
    {
        var found = new List<long>();
        string[] lasting = [DetailsErased.Action, .. things.Lasting];
        foreach (var some in things.Whole.Chunk(AtOnce))
        {
            found.AddRange(await among.Where(e => some.Contains(e.Subject) && e.Salt != null && !lasting.Contains(e.Action)).Select(e => e.Seq).ToListAsync(stop));
        }

        foreach (var some in things.CustomersOnly.Chunk(AtOnce))
        {
            found.AddRange(await among.Where(e => some.Contains(e.Subject) && e.Salt != null && e.ActorKind == nameof(Identity.ActorKind.Customer)).Select(e => e.Seq).ToListAsync(stop));
        }

        return found;
    }

    /// <summary>One pass over the answers, for all marks together.</summary>
    private static async Task<List<byte[]>> AnswersAsync(IQueryable<IdempotencyRecord> among, TracedThings things, CancellationToken stop)
    {
        var marks = SearchValues.Create([.. things.Marks], StringComparison.OrdinalIgnoreCase);
        var found = new List<byte[]>();
        await foreach (var record in among.AsNoTracking().Where(r => r.Answer != "").Select(r => new { r.KeyHash, r.Answer }).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (record.Answer.AsSpan().ContainsAny(marks))
            {
                found.Add(record.KeyHash);
            }
        }

        return found;
    }
}
