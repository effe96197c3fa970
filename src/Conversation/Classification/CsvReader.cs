using System.Text;

namespace Banzhang.Conversation.Classification;

/// <summary>Rows of a CSV text (RFC 4180): quoted cells may hold commas and line feeds, a doubled quote is one.</summary>
internal sealed class CsvReader(string text)
{
    private int _at;
    private long _lines = 1;

    /// <summary>Where the last row began, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The text ended within a quoted cell.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The cells of the next row; null at the end.</summary>
    public List<string>? Next()
    {
        if (_at >= text.Length)
            return null;
        Line = _lines;
        var cells = new List<string>();
        while (true)
        {
            cells.Add(Cell());
            if (_at < text.Length && text[_at] == ',')
            {
                _at++;
                continue;
            }
            EndLine();
            return cells;
        }
    }

    private string Cell()
    {
        if (_at >= text.Length || text[_at] != '"')
        {
            var length = text.AsSpan(_at).IndexOfAny(',', '\n', '\r');
            var cell = length < 0 ? text[_at..] : text.Substring(_at, length);
            _at += cell.Length;
            return cell;
        }
        var quoted = new StringBuilder();
        for (_at++; ; _at++)
        {
            if (_at >= text.Length)
            {
                IsOpen = true;
                return quoted.ToString();
            }
            if (text[_at] == '"')
            {
                if (_at + 1 >= text.Length || text[_at + 1] != '"')
                    break;
                _at++;
            }
            _lines += text[_at] == '\n' ? 1 : 0;
            quoted.Append(text[_at]);
        }
        _at++;
        // What follows a closing quote up to the comma belongs to the cell.
        var rest = text.AsSpan(_at).IndexOfAny(',', '\n', '\r');
        var tail = rest < 0 ? text[_at..] : text.Substring(_at, rest);
        _at += tail.Length;
        return quoted.Append(tail).ToString();
    }

    private void EndLine()
    {
        if (_at < text.Length && text[_at] == '\r')
            _at++;
        if (_at < text.Length && text[_at] == '\n')
            _at++;
        _lines++;
    }
}
