using System.Text.Json;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Transcripts;

/// <summary>Fields of one line, each checked; the first that does not hold is the refusal.</summary>
internal sealed class FieldReader(long line)
{
    private static readonly Dictionary<string, Speaker> Speakers = Words<Speaker>();
    private static readonly Dictionary<string, Channel> Channels = Words<Channel>();
    private static readonly Dictionary<string, AgeGroup> AgeGroups = Words<AgeGroup>();

    private Refusal? _refusal;

    public Outcome<Transcript> Transcript(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return new LineIsNoJson(line, "{…}");
        var id = Id(root);
        var channel = Word(root, "channel", "channel", Channels) ?? Channel.Chat;
        AgeGroup? ageGroup = null;
        if (Find(root, "customer") is { } customer)
        {
            if (customer.ValueKind == JsonValueKind.Object)
                ageGroup = Word(customer, "ageGroup", "customer.ageGroup", AgeGroups);
            else
                Refuse(new FieldHasWrongKind(line, "customer", "object"));
        }
        if (Find(root, "turns") is not { } list)
            return _refusal ?? new FieldIsMissing(line, "turns");
        var turns = Turns(list, "turns");
        return _refusal is { } refusal ? refusal : new Transcript(id, channel, ageGroup, turns.Value);
    }

    public Outcome<IReadOnlyList<Turn>> Turns(JsonElement list, string path)
    {
        if (list.ValueKind != JsonValueKind.Array)
            Refuse(new FieldHasWrongKind(line, path, "array"));
        if (_refusal is { } early)
            return early;
        var turns = new List<Turn>(list.GetArrayLength());
        foreach (var turn in list.EnumerateArray())
        {
            turns.Add(Turn(turn, $"{path}[{turns.Count}]"));
            if (_refusal is { } refusal)
                return refusal;
        }
        return turns;
    }

    private Turn Turn(JsonElement turn, string path)
    {
        if (turn.ValueKind != JsonValueKind.Object)
        {
            Refuse(new FieldHasWrongKind(line, path, "object"));
            return new(Speaker.System, "");
        }
        var speaker = Word(turn, "speaker", $"{path}.speaker", Speakers);
        if (speaker is null)
            Refuse(new FieldIsMissing(line, $"{path}.speaker"));
        var start = Time(turn, "start", path);
        var end = Time(turn, "end", path);
        if (end < start)
            Refuse(new TimesRunBackwards(line, $"{path}.end"));
        return new(speaker ?? Speaker.System, Text(turn, path), start, end, Level(turn, "volumeDb", path));
    }

    private string Text(JsonElement turn, string path)
    {
        if (Find(turn, "text") is not { } text)
            Refuse(new FieldIsMissing(line, $"{path}.text"));
        else if (text.ValueKind != JsonValueKind.String)
            Refuse(new FieldHasWrongKind(line, $"{path}.text", "string"));
        else
            return Decoded(text, $"{path}.text");
        return "";
    }

    private string Id(JsonElement root)
    {
        switch (Find(root, "id"))
        {
            case { ValueKind: JsonValueKind.String } id:
                return Decoded(id, "id");
            case { ValueKind: JsonValueKind.Number } id:
                return id.GetRawText();
            case null:
                Refuse(new FieldIsMissing(line, "id"));
                return "";
            default:
                Refuse(new FieldHasWrongKind(line, "id", "string"));
                return "";
        }
    }

    /// <summary>An escape of half a surrogate pair is valid JSON and no text.</summary>
    private string Decoded(JsonElement text, string path)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            Refuse(new FieldHasWrongKind(line, path, "string (Unicode)"));
            return "";
        }
    }

    private double? Time(JsonElement turn, string name, string path)
    {
        var time = Number(turn, name, path);
        if (time < 0)
            Refuse(new TimesRunBackwards(line, $"{path}.{name}"));
        else if (time > Transcripts.Turn.LatestSecond)
            Refuse(new NumberIsOutOfRange(line, $"{path}.{name}", 0, Transcripts.Turn.LatestSecond));
        return time;
    }

    private double? Level(JsonElement turn, string name, string path)
    {
        var level = Number(turn, name, path);
        if (level is { } db && Math.Abs(db) > Transcripts.Turn.LoudestDb)
            Refuse(new NumberIsOutOfRange(line, $"{path}.{name}", -Transcripts.Turn.LoudestDb, Transcripts.Turn.LoudestDb));
        return level;
    }

    /// <summary>May be infinite: a number beyond all that a double holds is one.</summary>
    private double? Number(JsonElement turn, string name, string path)
    {
        if (Find(turn, name) is not { } field)
            return null;
        if (field.ValueKind == JsonValueKind.Number)
            return field.GetDouble();
        Refuse(new FieldHasWrongKind(line, $"{path}.{name}", "number"));
        return null;
    }

    private T? Word<T>(JsonElement from, string name, string path, Dictionary<string, T> known)
        where T : struct
    {
        if (Find(from, name) is not { } field)
            return null;
        if (field.ValueKind != JsonValueKind.String)
            Refuse(new FieldHasWrongKind(line, path, "string"));
        else if (Decoded(field, path) is var word && known.TryGetValue(word, out var value))
            return value;
        else
            Refuse(new FieldHasUnknownWord(line, path, word.Length > 40 ? word[..40] + "…" : word, string.Join(", ", known.Keys)));
        return null;
    }

    /// <summary>The field, or null when it is not there or null.</summary>
    private JsonElement? Find(JsonElement from, string name)
    {
        try
        {
            return from.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;
        }
        catch (InvalidOperationException)
        {
            // The name of some field is an escape of half a surrogate pair.
            Refuse(new LineIsNoJson(line, "\\uD800\u2026\\uDFFF"));
            return null;
        }
    }

    private void Refuse(Refusal refusal) => _refusal ??= refusal;

    private static Dictionary<string, T> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => value.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);
}
