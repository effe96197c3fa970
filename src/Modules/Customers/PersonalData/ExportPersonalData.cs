using System.Buffers;
using System.Text.Json;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Erasure;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Customers.PersonalData;

/// <summary>The copy of a person's data, not written yet.</summary>
public sealed class PersonalDataCopy
{
    private readonly IEnumerable<DataPart> _parts;

    internal PersonalDataCopy(CustomerId id, IEnumerable<DataPart> parts) => (Id, _parts) = (id, parts);

    /// <summary>The kept record's.</summary>
    public CustomerId Id { get; }

    /// <summary>Of nothing but letters, digits and dashes.</summary>
    public string FileName => $"personal-data-{Id.Value:N}.json";

    /// <summary>One JSON object of lists, row by row: nothing is held in memory but the row.</summary>
    public async Task WriteAsync(Stream file, CancellationToken stop)
    {
        // The serializer flushes without waiting, which an answer's stream does not allow: so a row is written here first.
        var row = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(row, new() { Encoder = ApiJson.Options.Encoder, Indented = true });
        writer.WriteStartObject();
        foreach (var part in _parts)
        {
            writer.WriteStartArray(part.Name);
            await foreach (var held in part.Rows.WithCancellation(stop))
            {
                JsonSerializer.Serialize(writer, held, held.GetType(), ApiJson.Options);
                await PassOnAsync(writer, row, file, stop);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        await PassOnAsync(writer, row, file, stop);
    }

    private static async Task PassOnAsync(Utf8JsonWriter writer, ArrayBufferWriter<byte> row, Stream file, CancellationToken stop)
    {
        await writer.FlushAsync(stop);
        await file.WriteAsync(row.WrittenMemory, stop);
        row.ResetWrittenCount();
    }
}

/// <summary>A record as its person gets it.</summary>
internal sealed record CopiedRecord(Guid Id, string Name, string? Email, string? Phone, string? ExternalId, CustomerTier Tier, string City, string Remark, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, Guid? MergedInto, DateTimeOffset? MergedAt);

/// <summary>What happened to a thing, as far as it concerns its person: what and when.</summary>
internal sealed record CopiedEvent(Guid Subject, string Kind, DateTimeOffset At);

/// <summary>Gives a copy of everything held about a person. That somebody read it is logged before the first byte.</summary>
internal sealed class ExportPersonalDataHandler(IWrites writes, IDbContextFactory<AppDb> databases, IEnumerable<IPersonalData> rooms)
{
    public async Task<Outcome<PersonalDataCopy>> HandleAsync(CustomerId id, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ExportPersonalData))
        {
            return by.RefusalOf(Permissions.ExportPersonalData);
        }

        var noted = await writes.ActAsync<CustomerId>(by, async (act, token) =>
        {
            if (await MergedRecordsQuery.KeptAsync(act.Db, id, token) is not { } customer)
            {
                return new NoSuchCustomer();
            }

            if (customer.ErasedAt is not null)
            {
                return new CustomerIsErased();
            }

            act.Tell(new PersonalDataExported(customer.Id));
            act.Audit("PersonalDataExported", $"customer:{customer.Id.Value}");
            return customer.Id;
        }, stop);
        if (!noted.IsDone)
        {
            return noted.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var records = (await DataSubjectQuery.RecordsAsync(db, noted.Value, stop))!;
        var person = await DataSubjectQuery.OfAsync(db, records, rooms, stop);
        return new PersonalDataCopy(noted.Value, Parts(records, person, stop));
    }

    private IEnumerable<DataPart> Parts(IReadOnlyList<Customer> records, DataSubject person, CancellationToken stop)
    {
        yield return new("records", records.Select(c => (object)new CopiedRecord(
            c.Id.Value, c.Name, c.Email, c.Phone, c.ExternalId ?? c.LentExternalId, c.Tier, c.City, c.Remark, c.CreatedAt, c.UpdatedAt, c.MergedInto?.Value, c.MergedAt)).ToAsyncEnumerable());
        yield return new("recordEvents", EventsAsync([.. person.Records.Select(r => r.Value)], stop));
        foreach (var part in rooms.SelectMany(r => r.Export(person, stop)))
        {
            yield return part;
        }
    }

    private async IAsyncEnumerable<object> EventsAsync(Guid[] subjects, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        foreach (var happened in await db.Set<LedgerEvent>().Where(e => subjects.Contains(e.Subject)).OrderBy(e => e.Seq).Select(e => new CopiedEvent(e.Subject, e.Kind, e.At)).ToListAsync(stop))
        {
            yield return happened;
        }
    }
}
