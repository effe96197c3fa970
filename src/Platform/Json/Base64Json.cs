using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Banzhang.Platform.Json;

/// <summary>
/// Bytes written as base64 text. Read straight from the body into an array of their own length: the built-in reading borrows another as long as the text,
/// which is much for a file.
/// </summary>
public sealed class Base64Json : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }

        // An escape in base64 is rare and right (some programs write a slash so); the built-in reading knows how.
        if (reader.ValueIsEscaped || reader.HasValueSequence)
        {
            return reader.TryGetBytesFromBase64(out var escaped) ? escaped : throw new JsonException();
        }

        var text = reader.ValueSpan;
        if (!Base64.IsValid(text, out var length))
        {
            throw new JsonException();
        }

        var bytes = GC.AllocateUninitializedArray<byte>(length);
        return Base64.DecodeFromUtf8(text, bytes, out _, out var written) == OperationStatus.Done && written == length ? bytes : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value);
}
