using System.Buffers.Text;
using System.Security.Cryptography;
using Banzhang.Desk.Contracts;
using Banzhang.Platform.Secrets;

namespace Banzhang.Desk.Portal;

/// <summary>A customer's way to one ticket: its id and a signature, unguessable and needing no row.</summary>
public sealed class PortalLinks(SecretKeys keys)
{
    private const int IdBytes = 16, SignatureBytes = 16;

    public string For(TicketId ticket)
    {
        Span<byte> token = stackalloc byte[IdBytes + SignatureBytes];
        ticket.Value.TryWriteBytes(token, bigEndian: true, out _);
        HMACSHA256.HashData(keys.Links, token[..IdBytes]).AsSpan(0, SignatureBytes).CopyTo(token[IdBytes..]);
        return Base64Url.EncodeToString(token);
    }

    /// <summary>Null for anything but a link made here.</summary>
    public TicketId? Read(string token)
    {
        if (!Base64Url.IsValid(token, out var length) || length != IdBytes + SignatureBytes)
        {
            return null;
        }

        var bytes = Base64Url.DecodeFromChars(token);
        var expected = HMACSHA256.HashData(keys.Links, bytes.AsSpan(0, IdBytes)).AsSpan(0, SignatureBytes);
        return CryptographicOperations.FixedTimeEquals(expected, bytes.AsSpan(IdBytes)) ? new TicketId(new Guid(bytes.AsSpan(0, IdBytes), bigEndian: true)) : null;
    }
}
