using System.Text.Json;

namespace Banzhang.Conversation.Policies;

/// <summary>Finds the line on which a value of a JSON text stands, for messages to the person who edits it.</summary>
internal static class JsonLines
{
    /// <param name="path">As <c>$.rules[3].phrases[0].say[1]</c>. Where no name is written so, one in another case counts, and of several the last: as they are read.</param>
    /// <returns>From 1; 1 when the path is not there.</returns>
    public static long LineOf(byte[] json, string path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var steps = new Stack<Step>();
        long? line = null, similar = null;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                steps.Peek().Name = reader.GetString();
                continue;
            }
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                steps.Pop();
                continue;
            }
            if (steps.TryPeek(out var parent))
                parent.Index++;
            var here = "$" + string.Concat(steps.Reverse().Select(step => step.ToString()));
            if (string.Equals(here, path, StringComparison.OrdinalIgnoreCase))
            {
                similar = 1 + json.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                line = here == path ? similar : line;
            }
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                steps.Push(new(reader.TokenType == JsonTokenType.StartArray));
        }
        return line ?? similar ?? 1;
    }

    private sealed class Step(bool isArray)
    {
        public string? Name { get; set; }

        public int Index { get; set; } = -1;

        public override string ToString() => isArray ? $"[{Index}]" : $".{Name}";
    }
}
