using System.Buffers.Binary;

namespace Banzhang.Mail.Tnef;

/// <param name="Type">As MS-OXCDATA 2.11.1 numbers them.</param>
/// <param name="Value">Of a property with several values the first.</param>
internal readonly record struct MapiProperty(int Id, int Type, ReadOnlyMemory<byte> Value)
{
    /// <summary>Null unless it is one.</summary>
    public int? Number => Type == 3 && Value.Length >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(Value.Span) : null;
}

/// <summary>The list of properties within an attribute of winmail.dat (MS-OXTNEF, 2.1.3.4).</summary>
internal static class MapiProperties
{
    public const int Object = 0x0D, Ansi = 0x1E, Unicode = 0x1F, Binary = 0x102;
    private const int Many = 0x1000;

    /// <summary>False when the list breaks off; what stands before that was handed over.</summary>
    public static bool Read(ReadOnlyMemory<byte> data, Action<MapiProperty> take)
    {
        if (Number(ref data) is not { } count)
            return false;
        for (; count > 0; count--)
        {
            if (Number(ref data) is not { } tag)
                return false;
            var (id, type) = ((int)(tag >> 16), (int)(tag & 0xFFFF));
            if (id >= 0x8000 && !SkipName(ref data))
                return false;
            if (Value(ref data, type) is not { } value)
                return false;
            take(new(id, type & ~Many, value));
        }
        return true;
    }

    private static ReadOnlyMemory<byte>? Value(ref ReadOnlyMemory<byte> data, int type)
    {
        var plain = type & ~Many;
        var isLong = plain is Object or Ansi or Unicode or Binary;
        uint values = 1;
        // Many values of no width would be counted for ever without an end in sight.
        if (type != plain && Width(plain) is 0)
            return null;
        if (isLong || type != plain)
        {
            if (Number(ref data) is not { } count)
                return null;
            values = count;
        }
        var first = values == 0 ? ReadOnlyMemory<byte>.Empty : (ReadOnlyMemory<byte>?)null;
        for (; values > 0; values--)
        {
            var length = isLong ? Number(ref data) : Width(plain);
            if (length is not { } bytes || Cut(ref data, bytes) is not { } value)
                return null;
            first ??= value;
        }
        return first;
    }

    private static uint? Width(int type) => type switch
    {
        1 => 0,
        2 or 3 or 4 or 0x0A or 0x0B => 4,
        5 or 6 or 7 or 0x14 or 0x40 => 8,
        0x48 => 16,
        _ => null,
    };

    /// <summary>A property beyond 0x8000 says what it is: a set, and a number or a name in it.</summary>
    private static bool SkipName(ref ReadOnlyMemory<byte> data)
    {
        if (Cut(ref data, 16) is null || Number(ref data) is not { } kind || Number(ref data) is not { } numberOrLength)
            return false;
        return kind == 0 || Cut(ref data, numberOrLength) is not null;
    }

    private static uint? Number(ref ReadOnlyMemory<byte> data)
    {
        if (data.Length < 4)
            return null;
        var number = BinaryPrimitives.ReadUInt32LittleEndian(data.Span);
        data = data[4..];
        return number;
    }

    /// <summary>Values begin at multiples of four bytes; the last one may end without what fills it up.</summary>
    private static ReadOnlyMemory<byte>? Cut(ref ReadOnlyMemory<byte> data, uint bytes)
    {
        if (bytes > data.Length)
            return null;
        var value = data[..(int)bytes];
        data = data[(int)Math.Min(((long)bytes + 3) & ~3L, data.Length)..];
        return value;
    }
}
