using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>A value of a JSON file that knows its path. Each way to read it throws <see cref="UnusablePlaceException"/> when something else stands there.</summary>
internal sealed class JsonPlace
{
    private const int MostGiven = 60;

    private readonly JsonElement _element;
    private readonly Dictionary<string, JsonPlace> _fields = [];

    private JsonPlace(JsonElement element, string path) => (_element, Path) = (element, path);

    /// <summary>As told in refusals: <c>$</c> for the whole file, else <c>members[3].leave[0]</c>.</summary>
    public string Path { get; }

    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    public bool IsText => _element.ValueKind == JsonValueKind.String;

    public bool IsList => _element.ValueKind == JsonValueKind.Array;

    /// <summary>Reads a whole file. The document behind it is garbage like any other object: it rents nothing.</summary>
    public static JsonPlace Of(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Unusable("$", TeamFileFault.Empty, "", "");
        }

        try
        {
            return new(JsonElement.Parse(text.TrimStart('\uFEFF'), new() { AllowDuplicateProperties = true }), "$");
        }
        catch (JsonException fault)
        {
            var line = (int)(fault.LineNumber ?? 0);
            throw Unusable("$", TeamFileFault.NotJson, $"{line + 1}", $"{Column(text, line, (int)(fault.BytePositionInLine ?? 0))}");
        }
    }

    /// <summary>Looks at it as an object with these fields and no others, each once at most.</summary>
    public JsonPlace With(params ReadOnlySpan<string> names)
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong(TeamFileFault.ObjectWanted, string.Join(", ", names));
        }

        foreach (var property in _element.EnumerateObject())
        {
            var name = Decoded(() => property.Name);
            if (!names.Contains(name))
            {
                throw Unusable(PathOf(name), TeamFileFault.UnknownField, Short(name), string.Join(", ", names));
            }

            if (!_fields.TryAdd(name, new(property.Value, PathOf(name))))
            {
                throw Unusable(PathOf(name), TeamFileFault.FieldTwice, name, "");
            }
        }

        return this;
    }

    /// <summary>A field that must be there; only after <see cref="With"/>.</summary>
    public JsonPlace this[string name] => _fields.TryGetValue(name, out var field) ? field : throw Unusable(PathOf(name), TeamFileFault.Missing, name, "");

    /// <summary>A field that may be missing or null; null then. Only after <see cref="With"/>.</summary>
    public JsonPlace? Perhaps(string name) => _fields.TryGetValue(name, out var field) && !field.IsNull ? field : null;

    public IReadOnlyList<JsonPlace> List() => _element.ValueKind == JsonValueKind.Array
        ? [.. _element.EnumerateArray().Select((one, at) => new JsonPlace(one, $"{Path}[{at}]"))]
        : throw Wrong(TeamFileFault.ListWanted, "");

    /// <summary>The entries of a list that may be missing.</summary>
    public IReadOnlyList<JsonPlace> ListOf(string name) => Perhaps(name)?.List() ?? [];

    /// <summary>Not empty, and nothing but blanks neither.</summary>
    public string Text() =>
        IsText && Decoded(() => _element.GetString()!) is { } text && !string.IsNullOrWhiteSpace(text) ? text : throw Wrong(TeamFileFault.TextWanted, "");

    public bool YesOrNo() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong(TeamFileFault.YesOrNoWanted, ""),
    };

    /// <summary>A whole number between both bounds, which it may equal.</summary>
    public int Number(int least, int most)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{least}..{most}");
        if (_element.ValueKind != JsonValueKind.Number || !_element.TryGetInt64(out var number))
        {
            throw Wrong(TeamFileFault.NumberWanted, wanted);
        }

        return number >= least && number <= most ? (int)number : throw Wrong(TeamFileFault.OutOfRange, wanted);
    }

    /// <summary>A field's number, or the default where it is missing.</summary>
    public int NumberOf(string name, int otherwise, int least, int most) => Perhaps(name)?.Number(least, most) ?? otherwise;

    /// <summary>One of these words; its index.</summary>
    public int Choice(IReadOnlyList<string> words) =>
        IsText && words.Index().Where(word => word.Item == Text()).Select(word => word.Index).DefaultIfEmpty(-1).First() is >= 0 and var at ? at : throw Wrong(TeamFileFault.ChoiceWanted, string.Join(", ", words));

    /// <summary>A day written 2026-11-30.</summary>
    public DateOnly Date() =>
        IsText && DateOnly.TryParseExact(Text(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : throw Wrong(TeamFileFault.DateWanted, "2026-11-30");

    /// <summary>A time of day written 08:30, in minutes after midnight.</summary>
    /// <param name="asEnd">Whether 24:00 may stand there.</param>
    public int Time(bool asEnd = false)
    {
        if (asEnd && IsText && Text() == "24:00")
        {
            return 24 * 60;
        }

        return IsText && TimeOnly.TryParseExact(Text(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? (time.Hour * 60) + time.Minute
            : throw Wrong(TeamFileFault.TimeWanted, asEnd ? "00:30..24:00" : "00:00..23:59");
    }

    /// <summary>What to throw when it is not what it should be; what stands there is told, shortened.</summary>
    public UnusablePlaceException Wrong(TeamFileFault fault, string wanted) => Unusable(Path, fault, Given(), wanted);

    public static UnusablePlaceException Unusable(string path, TeamFileFault fault, string given, string wanted) => new(new TeamFileUnusable(path, fault, given, wanted));

    private string Given() => _element.ValueKind switch
    {
        JsonValueKind.Object => "{…}",
        JsonValueKind.Array => "[…]",
        JsonValueKind.String => Short(Decoded(() => _element.GetString()!)),
        _ => Short(_element.GetRawText()),
    };

    private string PathOf(string name) => Path == "$" ? Short(name) : $"{Path}.{Short(name)}";

    /// <summary>Half a pair of an escaped character beyond the first plane is valid JSON and no text.</summary>
    private string Decoded(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            throw Unusable(Path, TeamFileFault.TextWanted, Short(_element.GetRawText()), "");
        }
    }

    /// <summary>On one line, and not longer than a reader takes in.</summary>
    private static string Short(string text)
    {
        var line = string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
        return line.Length > MostGiven ? line[..MostGiven] + "…" : line;
    }

    /// <summary>The parser counts bytes of UTF-8, an editor characters; both from the line's begin, the answer from 1.</summary>
    private static int Column(string text, int line, int bytes)
    {
        var row = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault(line) ?? "");
        return Encoding.UTF8.GetCharCount(row, 0, Math.Min(bytes, row.Length)) + 1;
    }
}
