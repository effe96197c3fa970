using System.Runtime.InteropServices;

namespace Banzhang.Desk.Mailboxes.Receiving;

/// <summary>A mail in memory as a stream, without a second copy of it.</summary>
internal static class MailBytes
{
    public static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new(array.Array ?? [], array.Offset, array.Count, writable: false) : new(bytes.ToArray(), writable: false);
}
