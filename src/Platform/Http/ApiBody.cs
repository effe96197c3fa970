using System.Buffers;
using System.Text.Json;
using Banzhang.Kernel;
using Banzhang.Platform.Text;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>Reads a JSON body strictly and says exactly what is wrong with it.</summary>
public static class ApiBody
{
    /// <summary>1 MiB: a body of text, not a file.</summary>
    public const long Most = 1024 * 1024;

    public static async Task<Outcome<T>> ReadAsync<T>(HttpRequest request, CancellationToken stop)
        where T : class
    {
        var bytes = await ReadBytesAsync(request, stop);
        if (!bytes.IsDone)
        {
            return bytes.Refusal!;
        }

        return Parse<T>(bytes.Value.Span);
    }

    /// <summary>The same reading for JSON from elsewhere (an imported line).</summary>
    public static Outcome<T> Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        if (json.Length == 0)
        {
            return new BodyIsMissing();
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, ApiJson.Options) is { } body ? body : new BodyIsMissing();
        }
        catch (JsonException fault)
        {
            return Explain<T>(fault);
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate escape cannot become a name.
            return new BodyIsNotJson(1, 1);
        }
    }

    /// <summary>The raw body, at most <see cref="Most"/> bytes; kept for later readers of the same request.</summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HttpContext.Features.Get<Kept>() is { } kept)
        {
            return kept.Bytes;
        }

        if (request.ContentLength > Most)
        {
            return new BodyIsTooLarge(Most);
        }

        var buffer = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(stop);
            foreach (var segment in result.Buffer)
            {
                buffer.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(result.Buffer.End);
            if (buffer.WrittenCount > Most)
            {
                return new BodyIsTooLarge(Most);
            }

            if (result.IsCompleted)
            {
                break;
            }
        }

        request.HttpContext.Features.Set(new Kept(buffer.WrittenMemory));
        return buffer.WrittenMemory;
    }

    private static Invalid Explain<T>(JsonException fault)
    {
        var path = fault.Path is { Length: > 2 } p && p.StartsWith("$.", StringComparison.Ordinal) ? p[2..] : "";
        if (fault.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
        {
            return new UnknownField(path.Length > 0 ? path : "?");
        }

        if (fault.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            var name = fault.Message.Split('\'', 2) is [_, var rest] ? rest.Split('\'')[0] : path;
            return new FieldIsMissing(Last(fault.Message) ?? name);
        }

        if (path.Length > 0 && fault.InnerException is InvalidOperationException)
        {
            return new TextIsNotUnicode(path);
        }

        if (path.Length > 0 && fault.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            return new FieldHasWrongType(path, ExpectedAt(typeof(T), path));
        }

        return path.Length > 0 && fault.Message.Contains("null", StringComparison.Ordinal)
            ? new FieldIsMissing(path)
            : new BodyIsNotJson((fault.LineNumber ?? 0) + 1, (fault.BytePositionInLine ?? 0) + 1);
    }

    // "... missing required properties including: 'subject', 'body'."
    private static string? Last(string message)
    {
        var colon = message.IndexOf(": '", StringComparison.Ordinal);
        return colon < 0 ? null : message[(colon + 3)..].Split('\'')[0];
    }

    /// <summary>For an enum the allowed words, otherwise the kind of JSON value.</summary>
    private static string ExpectedAt(Type type, string path)
    {
        var current = type;
        foreach (var step in path.Split('.', '['))
        {
            var name = step.TrimEnd(']');
            current = Nullable.GetUnderlyingType(current) ?? current;
            if (current.GetProperties().FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase)) is { } property)
            {
                current = property.PropertyType;
            }
        }

        current = Nullable.GetUnderlyingType(current) ?? current;
        return current.IsEnum ? string.Join(", ", Enum.GetNames(current).Select(JsonNamingPolicy.CamelCase.ConvertName))
            : current == typeof(string) ? "string"
            : current == typeof(bool) ? "true, false"
            : current.IsPrimitive || current == typeof(decimal) ? "number"
            : current.Name;
    }

    private sealed record Kept(ReadOnlyMemory<byte> Bytes);
}
