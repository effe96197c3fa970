using System.Text.Json;
using System.Text.Json.Serialization;

namespace Banzhang.Conversation.Policies;

/// <summary>A value of a policy file is none of the words that may stand there.</summary>
internal sealed class UnknownNameException(string expected) : JsonException(expected)
{
    /// <summary>The words that may.</summary>
    public string Expected { get; } = expected;
}

/// <summary>An enumeration by its names, in any case. A number is none of them: nobody who reads the file knows what it means.</summary>
/// <typeparam name="T">Its names are the words of the file.</typeparam>
internal sealed class NamedConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public static readonly IReadOnlyDictionary<string, T> Named = Enum.GetValues<T>().ToDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && Named.TryGetValue(reader.GetString()!, out var value) ? value : throw new UnknownNameException(string.Join(" | ", Named.Keys));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
