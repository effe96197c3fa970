using System.Globalization;
using System.Text;
using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Tnef;

/// <summary>
/// The words of an RTF document, without its looks; and the HTML it was made from, where Outlook hid that in it (MS-OXRTFEX). Destinations that hold no
/// words (fonts, colours, pictures) are left out. Never throws; groups deeper than 200 are read as if they stood at that depth.
/// </summary>
internal sealed class RtfText
{
    private const int Deepest = 200;

    private static readonly HashSet<string> Wordless = ["fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "generator", "listtable", "listoverridetable", "themedata", "datastore", "latentstyles", "xmlnstbl", "rsidtbl", "filetbl"];

    private static readonly Dictionary<int, int> PageOfCharset = new()
    {
        [77] = 10000,
        [128] = 932,
        [129] = 949,
        [134] = 54936,
        [136] = 950,
        [161] = 1253,
        [162] = 1254,
        [163] = 1258,
        [177] = 1255,
        [178] = 1256,
        [186] = 1257,
        [204] = 1251,
        [222] = 874,
        [238] = 1250,
    };

    private readonly StringBuilder _text = new();
    private readonly List<byte> _bytes = [];
    private readonly Dictionary<int, int> _fonts = [];
    private readonly Stack<Group> _outer = new();
    private Group _group = new() { Fallback = 1 };
    private bool _isFromHtml;
    private int _page = 1252;
    private int _font;
    private int _skip;

    private readonly int _most;

    private RtfText(int most) => _most = most;

    /// <returns>Text, with lines that end in LF; HTML is null when there is none, and then the text is from it otherwise.</returns>
    public static (string? Text, string? Html) From(ReadOnlySpan<byte> rtf, Budget budget)
    {
        if (!rtf.StartsWith(@"{\rtf"u8))
            return (null, null);
        var reader = new RtfText(budget.Characters);
        reader.Read(rtf);
        reader.Flush();
        var said = budget.Write(reader._text.ToString());
        return reader._isFromHtml ? (HtmlText.From(said, budget), said) : (said.Trim('\n'), null);
    }

    private void Read(ReadOnlySpan<byte> rtf)
    {
        for (var at = 0; at < rtf.Length && _text.Length < _most;)
        {
            var c = rtf[at++];
            switch (c)
            {
                case (byte)'{':
                    Flush();
                    if (_outer.Count < Deepest)
                        _outer.Push(_group with { });
                    break;
                case (byte)'}':
                    Flush();
                    if (_outer.TryPop(out var outer))
                        _group = outer;
                    break;
                case (byte)'\\' when at < rtf.Length:
                    at = Control(rtf, at);
                    break;
                case (byte)'\r' or (byte)'\n' or 0:
                    break;
                default:
                    Byte(c);
                    break;
            }
        }
    }

    private int Control(ReadOnlySpan<byte> rtf, int at)
    {
        var c = rtf[at];
        if (!char.IsAsciiLetter((char)c))
        {
            if (c == '\'' && at + 2 < rtf.Length && byte.TryParse(rtf.Slice(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            {
                Byte(value);
                return at + 3;
            }
            Symbol((char)c);
            return at + 1;
        }
        var end = at;
        while (end < rtf.Length && end - at < 32 && char.IsAsciiLetter((char)rtf[end]))
            end++;
        var word = Encoding.ASCII.GetString(rtf[at..end]);
        var digits = end;
        if (digits < rtf.Length && rtf[digits] == '-')
            digits++;
        while (digits < rtf.Length && digits - end < 12 && char.IsAsciiDigit((char)rtf[digits]))
            digits++;
        int? number = int.TryParse(rtf[end..digits], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
        at = digits < rtf.Length && rtf[digits] == ' ' ? digits + 1 : digits;
        if (word == "bin")
            return (int)Math.Min((long)at + Math.Max(number ?? 0, 0), rtf.Length);
        Word(word, number);
        return at;
    }

    private void Symbol(char c)
    {
        switch (c)
        {
            case '*':
                _group.IsOptional = true;
                break;
            case '~':
                Say("\u00a0");
                break;
            case '_':
                Say("-");
                break;
            case '\\' or '{' or '}':
                Byte((byte)c);
                break;
            case '\r' or '\n':
                Break("\n");
                break;
        }
    }

    private void Word(string word, int? number)
    {
        if (word != "u")
            Flush();
        if (_group.IsOptional)
        {
            _group.IsOptional = false;
            _group.IsTag = word == "htmltag";
            _group.IsHidden |= word != "htmltag";
            return;
        }
        switch (word)
        {
            case "fonttbl":
                _group.IsHidden = _group.IsFonts = true;
                break;
            case "ansicpg":
                _page = number ?? _page;
                break;
            case "fcharset" when _group.IsFonts:
                _fonts[_font] = number ?? 0;
                break;
            case "f":
                _font = number ?? 0;
                _group.Page = _group.IsFonts ? 0 : PageOfCharset.GetValueOrDefault(_fonts.GetValueOrDefault(_font));
                break;
            case "fromhtml":
                _isFromHtml = number != 0;
                break;
            case "htmlrtf":
                _group.IsOfRtfOnly = number != 0;
                break;
            case "uc":
                _group.Fallback = Math.Clamp(number ?? 1, 0, 100);
                break;
            case "u" when number is { } code:
                Flush();
                Say(((char)(ushort)code).ToString());
                _skip = _group.Fallback;
                break;
            case "par" or "line" or "row" or "sect" or "page":
                Break("\n");
                break;
            case "tab" or "cell":
                Break("\t");
                break;
            case "lquote":
                Say("\u2018");
                break;
            case "rquote":
                Say("\u2019");
                break;
            case "ldblquote":
                Say("\u201c");
                break;
            case "rdblquote":
                Say("\u201d");
                break;
            case "bullet":
                Say("\u2022");
                break;
            case "endash":
                Say("\u2013");
                break;
            case "emdash":
                Say("\u2014");
                break;
            default:
                _group.IsHidden |= Wordless.Contains(word);
                break;
        }
    }

    private void Break(string mark)
    {
        Flush();
        Say(mark);
    }

    private void Byte(byte value)
    {
        // After a character by number follows what stands for it in programs that do not know numbers.
        if (_skip > 0)
            _skip--;
        else if (IsShown)
            _bytes.Add(value);
    }

    private void Say(string text)
    {
        if (IsShown)
            _text.Append(_isFromHtml && !_group.IsTag ? Escaped(text) : text);
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private bool IsShown => !_group.IsHidden && !(_isFromHtml && _group.IsOfRtfOnly && !_group.IsTag);

    private void Flush()
    {
        _skip = 0;
        if (_bytes.Count == 0)
            return;
        Say(Charsets.DecodeCodePage(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes), _group.Page > 0 ? _group.Page : _page));
        _bytes.Clear();
    }

    private sealed record Group
    {
        public bool IsHidden { get; set; }

        public bool IsFonts { get; set; }

        /// <summary>The next word names a destination that may be passed over by who does not know it.</summary>
        public bool IsOptional { get; set; }

        public bool IsTag { get; set; }

        public bool IsOfRtfOnly { get; set; }

        /// <summary>Code page of its font; 0 for that of the document.</summary>
        public int Page { get; set; }

        /// <summary>Bytes that stand for one character by number.</summary>
        public int Fallback { get; set; }
    }
}
