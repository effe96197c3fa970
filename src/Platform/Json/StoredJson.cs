using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Banzhang.Platform.Json;

/// <summary>JSON as it is stored: compact, Chinese as characters, enums by name, typed ids as their UUID.</summary>
public static class StoredJson
{
    public static readonly JsonSerializerOptions Options = Make();

    public static string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), Options);

    public static object? Read(string json, Type type) => JsonSerializer.Deserialize(json, type, Options);

    public static T? Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.Converters.Add(new TypedIdJson());
        return options;
    }
}
