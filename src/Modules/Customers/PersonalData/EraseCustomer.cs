using Banzhang.Customers.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.PersonalData;

/// <param name="Reason">Kept for good in the audit trail: what was asked and how, without the person's data.</param>
public sealed record EraseCustomer(string Reason);

public sealed record EraseNeedsReason() : Invalid("reason");

/// <summary>The reason stays where the data go.</summary>
public sealed record ReasonNamesThePerson() : Invalid("reason");

/// <summary>
/// Erases a person at their request, in one act: the record, those merged into it, and what the rooms keep of them. What is counted stays. The trail is
/// searched before the act and only its newest part in it.
/// </summary>
internal sealed class EraseCustomerHandler(IWrites writes, IDbContextFactory<AppDb> databases, IEnumerable<IPersonalData> rooms, TraceHandler traces, ErasedKeys keys, SearchIndex index)
{
    private static readonly string Erased = "CustomerErased";

    /// <param name="id">Of the record, or of one that was merged into it.</param>
    /// <param name="command">Why.</param>
    /// <param name="expected">The version the caller saw; null for any.</param>
    /// <param name="by">Who erases.</param>
    /// <param name="stop">Cancels before the write begins.</param>
    /// <returns>What is left of the record; the same for one that was erased before.</returns>
    public async Task<Outcome<CustomerView>> HandleAsync(CustomerId id, EraseCustomer command, int? expected, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ErasePersonalData))
        {
            return by.RefusalOf(Permissions.ErasePersonalData);
        }

        if (string.IsNullOrWhiteSpace(command.Reason))
        {
            return new EraseNeedsReason();
        }

        if (CleanText.Check("reason", command.Reason, 1, 300) is { } unclean)
        {
            return unclean;
        }

        var before = await BeforeAsync(id, stop);
        return before is null ? new NoSuchCustomer() : await writes.ActAsync<CustomerView>(by, async (act, token) =>
        {
            if (await DataSubjectQuery.RecordsAsync(act.Db, id, token) is not { } records)
            {
                return new NoSuchCustomer();
            }

            var kept = records[0];
            if (kept.ErasedAt is not null)
            {
                return CustomerView.For(by, kept);
            }

            if (expected is { } version && version != kept.Version)
            {
                return new StaleVersion(CustomerView.For(by, kept));
            }

            var person = await DataSubjectQuery.OfAsync(act.Db, records, rooms, token);
            if (person.Names.Any(n => NameInText.Has(command.Reason, n)))
            {
                return new ReasonNamesThePerson();
            }

            foreach (var room in rooms)
            {
                if (await room.ObjectionAsync(act, person, token) is { } objection)
                {
                    return objection;
                }
            }

            await keys.RememberAsync(act, Customer.SearchKind, records.SelectMany(c => new[] { c.ExternalId, c.LentExternalId }).OfType<string>(), token);
            foreach (var record in records)
            {
                record.Erase(act.Now);
            }

            await act.Db.SaveChangesAsync(token);
            if ((await EraseAsync(act, before, person, token)).Refusal is { } refusal)
            {
                return refusal;
            }

            act.Tell(new CustomerErased(kept.Id, person.Records));
            act.Audit(Erased, Named(kept.Id), after: new { Reason = command.Reason.Trim(), Records = records.Count });
            return CustomerView.For(by, kept);
        }, stop);
    }

    /// <summary>Looks once more at somebody who was erased a moment ago: what was on its way then has arrived by now.</summary>
    internal async Task AgainAsync(CustomerId id, CancellationToken stop)
    {
        if (await BeforeAsync(id, stop) is { } before)
        {
            await writes.ActAsync(Actor.System, async (act, token) =>
            {
                var person = await DataSubjectQuery.OfAsync(act.Db, (await DataSubjectQuery.RecordsAsync(act.Db, id, token))!, [], token) with { IsErased = true };
                return (await EraseAsync(act, before, person, token)).Refusal is { } refusal ? refusal : Outcome.Done;
            }, stop);
        }
    }

    /// <summary>Null for an id nobody has.</summary>
    private async Task<SeenTraces?> BeforeAsync(CustomerId id, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        if (await DataSubjectQuery.RecordsAsync(db, id, stop) is not { } records)
        {
            return null;
        }

        var isErased = records[0].ErasedAt is not null;
        var person = await DataSubjectQuery.OfAsync(db, records, isErased ? [] : rooms, stop) with { IsErased = isErased };
        var things = Own(person);
        foreach (var room in rooms)
        {
            things = Together(things, await room.TracesAsync(person, stop));
        }

        return await traces.LookAsync(things, stop);
    }

    private async Task<Outcome> EraseAsync(Act act, SeenTraces before, DataSubject person, CancellationToken stop)
    {
        var things = Own(person);
        foreach (var room in rooms)
        {
            var erased = await room.EraseAsync(act, person, stop);
            if (!erased.IsDone)
            {
                return erased.Refusal!;
            }

            things = Together(things, erased.Value);
        }

        foreach (var record in person.Records)
        {
            await index.RemoveAsync(act, record.Value, stop);
        }

        await traces.EraseAsync(act, before, things, Named(person.Id), stop);
        return Outcome.Done;
    }

    private static TracedThings Own(DataSubject person) => new(
        [.. person.Records.Select(r => r.Value)], [.. person.Records.Select(Named)], [], [.. person.Records.Select(r => r.Value.ToString())])
    {
        Lasting = [Erased],
        WereLeft = !person.IsErased,
    };

    private static TracedThings Together(TracedThings one, TracedThings other) => new(
        [.. one.Things, .. other.Things], [.. one.Whole, .. other.Whole], [.. one.CustomersOnly, .. other.CustomersOnly], [.. one.Marks, .. other.Marks])
    {
        Lasting = [.. one.Lasting, .. other.Lasting],
        WereLeft = one.WereLeft || other.WereLeft,
    };

    private static string Named(CustomerId id) => $"customer:{id.Value}";
}
