using System.Buffers.Binary;

namespace Banzhang.Mail.Tnef;

/// <summary>The compression of RTF within winmail.dat (MS-OXRTFCP): LZ77 over a ring of 4096 bytes that begins with what most RTF begins with.</summary>
internal static class RtfCompression
{
    private const uint Compressed = 0x75465A4C, Plain = 0x414C454D;
    private const int HeaderBytes = 16, Ring = 4096;

    private static readonly byte[] First =
    [
        .. @"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"u8,
        .. "\r\n"u8, .. @"\par \pard\plain\f0\fs20\b\i\u\tab\tx"u8,
    ];

    /// <summary>False when it is damaged; <paramref name="rtf"/> is then what could be read. At most <paramref name="most"/> bytes, then it counts as damaged.</summary>
    public static bool TryExpand(ReadOnlySpan<byte> data, int most, out byte[] rtf)
    {
        rtf = [];
        if (data.Length < HeaderBytes)
            return false;
        var stated = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
        var raw = (int)Math.Min(stated, most);
        var kind = BinaryPrimitives.ReadUInt32LittleEndian(data[8..]);
        var body = data[HeaderBytes..];
        if (kind == Plain)
        {
            rtf = body[..Math.Min(raw, body.Length)].ToArray();
            return rtf.Length == stated;
        }
        if (kind != Compressed)
            return false;
        // The stated size is the sender's word: no more is taken for it than so many bytes can become (two bytes name at most 17).
        var expanded = new byte[Math.Min(raw, body.Length * 9L)];
        var length = Expand(body, expanded);
        rtf = expanded[..length];
        return length == stated;
    }

    private static int Expand(ReadOnlySpan<byte> body, Span<byte> to)
    {
        Span<byte> ring = stackalloc byte[Ring];
        ring.Clear();
        First.CopyTo(ring);
        var (place, at, written) = (First.Length, 0, 0);
        while (at < body.Length)
        {
            var flags = body[at++];
            for (var bit = 0; bit < 8 && at < body.Length; bit++, flags >>= 1)
            {
                if ((flags & 1) == 0)
                {
                    if (!Put(body[at++], ring, ref place, to, ref written))
                        return written;
                    continue;
                }
                if (at + 1 >= body.Length)
                    return written;
                var token = BinaryPrimitives.ReadUInt16BigEndian(body[at..]);
                at += 2;
                var from = token >> 4;
                if (from == place)
                    return written;
                for (var left = (token & 0xF) + 2; left > 0; left--, from = (from + 1) % Ring)
                {
                    if (!Put(ring[from], ring, ref place, to, ref written))
                        return written;
                }
            }
        }
        return written;
    }

    private static bool Put(byte value, Span<byte> ring, ref int place, Span<byte> to, ref int written)
    {
        if (written >= to.Length)
            return false;
        to[written++] = value;
        ring[place] = value;
        place = (place + 1) % Ring;
        return true;
    }
}
