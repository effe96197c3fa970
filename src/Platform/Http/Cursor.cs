using System.Buffers.Text;
using System.Text.Json;
using Banzhang.Kernel;
using Banzhang.Platform.Json;

namespace Banzhang.Platform.Http;

/// <summary>An opaque place in a list: the sort values of the last row shown.</summary>
public static class Cursor
{
    public static string Of<T>(T place)
        where T : notnull => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place, StoredJson.Options));

    /// <summary>Null text gives the default (the first page).</summary>
    public static Outcome<T?> Read<T>(string? text)
        where T : class
    {
        if (string.IsNullOrEmpty(text))
        {
            return default(T);
        }

        try
        {
            return JsonSerializer.Deserialize<T>(Base64Url.DecodeFromChars(text), StoredJson.Options) is { } place ? place : new CursorIsUnreadable();
        }
        catch (Exception fault) when (fault is FormatException or JsonException)
        {
            return new CursorIsUnreadable();
        }
    }
}

/// <param name="Items">In order.</param>
/// <param name="NextCursor">Null on the last page.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);
