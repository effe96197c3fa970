using System.Buffers.Binary;
using System.Text;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Tnef;

/// <summary>
/// What Outlook packs into winmail.dat (MS-OXTNEF): files, and the text as HTML, RTF or plain. Files are slices of the bytes that are read, nothing is copied.
/// Bounds are <see cref="Limits.TnefFiles"/> and <see cref="Limits.TnefDepth"/>.
/// </summary>
internal sealed class TnefReader
{
    private const uint Signature = 0x223E9F78;
    private const int HeaderBytes = 6, AttributeBytes = 11;

    /// <summary>IID_IMessage: the object is a message packed the same way.</summary>
    private static readonly byte[] PackedMessage = [0x07, 0x03, 0x02, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0x46];

    private readonly TnefContent _content;
    private readonly int _depth;
    private readonly Budget _budget;
    private TnefFile? _file;
    private int _codePage = 1252;

    private TnefReader(TnefContent content, int depth, Budget budget)
    {
        _content = content;
        _depth = depth;
        _budget = budget;
    }

    /// <summary>Whether these bytes begin like winmail.dat.</summary>
    public static bool Begins(ReadOnlySpan<byte> bytes) => bytes.Length >= HeaderBytes && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Signature;

    /// <summary>What can be read; <see cref="TnefContent.IsWhole"/> says whether that is all. Never throws.</summary>
    public static TnefContent Read(ReadOnlyMemory<byte> bytes, Budget budget) => Read(bytes, 0, budget);

    private static TnefContent Read(ReadOnlyMemory<byte> bytes, int depth, Budget budget)
    {
        var content = new TnefContent();
        if (Begins(bytes.Span))
            new TnefReader(content, depth, budget).ReadAttributes(bytes[HeaderBytes..]);
        else
            content.IsWhole = false;
        return content;
    }

    private void ReadAttributes(ReadOnlyMemory<byte> rest)
    {
        while (rest.Length > 0)
        {
            var length = rest.Length >= AttributeBytes ? BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[5..]) : uint.MaxValue;
            if (length > rest.Length - AttributeBytes || rest.Span[0] is not (1 or 2))
            {
                _content.IsWhole = false;
                break;
            }
            // The checksum after the data is not asked: programs are known that write a wrong one.
            Take(BinaryPrimitives.ReadUInt32LittleEndian(rest.Span[1..]), rest.Slice(9, (int)length));
            rest = rest[(AttributeBytes + (int)length)..];
        }
        KeepFile();
        _content.Decide(_budget);
    }

    private void Take(uint attribute, ReadOnlyMemory<byte> data)
    {
        switch (attribute)
        {
            case 0x00069007 when data.Length >= 4: // attOemCodepage
                _codePage = BinaryPrimitives.ReadInt32LittleEndian(data.Span);
                break;
            case 0x00078008: // attMessageClass
                _content.MessageClass = Ansi(Name(data).Span);
                break;
            case 0x00018004: // attSubject
                _content.Subject = Ansi(Name(data).Span);
                break;
            case 0x0002800C: // attBody
                _content.Plain ??= Ansi(Body(data).Span);
                break;
            case 0x00069003: // attMsgProps
                ReadProperties(data, TakeOfMessage);
                break;
            case 0x00069002: // attAttachRendData: the next file begins
                KeepFile();
                _file = new();
                break;
            case 0x00018010: // attAttachTitle
                (_file ??= new()).ShortName = Ansi(Name(data).Span);
                break;
            case 0x0006800F: // attAttachData
                (_file ??= new()).Data = data;
                break;
            case 0x00069005: // attAttachment
                _file ??= new();
                ReadProperties(data, TakeOfFile);
                break;
        }
    }

    private void ReadProperties(ReadOnlyMemory<byte> data, Action<MapiProperty> take)
    {
        if (!MapiProperties.Read(data, take))
            _content.IsWhole = false;
    }

    private void TakeOfMessage(MapiProperty property)
    {
        switch (property.Id)
        {
            case 0x0037:
                _content.Subject = Name(property);
                break;
            case 0x001A:
                _content.MessageClass = Name(property);
                break;
            case 0x3FDE when property.Number is { } page: // PR_INTERNET_CPID: of the HTML
                _content.HtmlCodePage = page;
                break;
            case 0x1000:
                _content.Plain = Text(property with { Value = Body(property.Value) });
                break;
            case 0x1013:
                _content.HtmlBytes = property.Type == MapiProperties.Unicode ? Encoding.UTF8.GetBytes(Text(property with { Value = Body(property.Value) })) : property.Value;
                _content.HtmlCodePage = property.Type == MapiProperties.Unicode ? Encoding.UTF8.CodePage : _content.HtmlCodePage;
                break;
            case 0x1009:
                _content.Rtf = property.Value;
                break;
        }
    }

    private void TakeOfFile(MapiProperty property)
    {
        var file = _file!;
        switch (property.Id)
        {
            case 0x3707:
                file.LongName = Name(property);
                break;
            case 0x3704:
                file.ShortName ??= Name(property);
                break;
            case 0x3001:
                file.Title = Name(property);
                break;
            case 0x370E:
                file.ContentType = Name(property);
                break;
            case 0x3712:
                file.ContentId = Name(property);
                break;
            case 0x3701 when property.Type == MapiProperties.Object && property.Value.Length >= PackedMessage.Length:
                file.IsMessage = property.Value.Span.StartsWith(PackedMessage);
                file.Data = property.Value[PackedMessage.Length..];
                break;
            case 0x3701:
                file.Data = property.Value;
                break;
        }
    }

    private void KeepFile()
    {
        if (_file is not { Data: { } data } file)
            return;
        _file = null;
        if (file.IsMessage && _depth < Limits.TnefDepth && Begins(data.Span))
        {
            _content.Take(Read(data, _depth + 1, _budget), file, _budget);
            return;
        }
        _content.Add(file);
    }

    /// <summary>Of a text: as much of it as is turned into text, whole characters of two bytes.</summary>
    private ReadOnlyMemory<byte> Body(ReadOnlyMemory<byte> data)
    {
        _content.IsWhole &= data.Length <= Limits.TextBytes;
        return data[..Math.Min(data.Length, Limits.TextBytes)];
    }

    private static ReadOnlyMemory<byte> Name(ReadOnlyMemory<byte> data) => data[..Math.Min(data.Length, Limits.TnefNameBytes)];

    private string Name(MapiProperty property) => Text(property with { Value = Name(property.Value) });

    private string Text(MapiProperty property) =>
        property.Type == MapiProperties.Unicode ? Encoding.Unicode.GetString(property.Value.Span).TrimEnd('\0') : Ansi(property.Value.Span);

    private string Ansi(ReadOnlySpan<byte> bytes) => Charsets.DecodeCodePage(bytes.TrimEnd((byte)0), _codePage);
}
