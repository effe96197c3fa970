using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Npgsql;

namespace Banzhang.Tests.Rules.Platform;

public sealed class StorageFaultTests
{
    private const int NoSpaceLeftOnLinux = 28;

    public static TheoryData<Exception, Refusal?> Faults => new()
    {
        { Postgres("53100", "mdextend"), new StorageIsFull() },
        { Postgres("XX000", "write_item"), new StorageIsFull() },
        { Postgres("XX000", "heap_update"), null },
        { Postgres("25006", "PreventCommandIfReadOnly"), new StorageIsReadOnly() },
        { Postgres("57P03", "ProcessStartupPacket"), new DatabaseIsUnreachable() },
        { new NpgsqlException("The connection broke."), new DatabaseIsUnreachable() },
        { new InvalidOperationException("A wrapper.", Postgres("53100", "mdextend")), new StorageIsFull() },
        { new IOException("No space left.", NoSpaceLeftOnLinux), new StorageIsFull() },
        { new InvalidOperationException("A mistake of the program."), null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_of_the_storage_is_told_by_what_to_do_and_no_other_fault_is(Exception fault, Refusal? told) => Assert.Equal(told, StorageFaults.AsRefusal(fault));

    private static PostgresException Postgres(string state, string routine) => new("m", "FATAL", "FATAL", state, routine: routine);
}
