using System.Buffers;
using System.Text.Json;
using Banzhang.Kernel;
using Banzhang.Platform.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Platform.Http;

/// <summary>Reads a JSON body strictly and says exactly what is wrong with it.</summary>
public static class ApiBody
{
    /// <summary>1 MiB: a body of text, not a file. An endpoint that takes files has a <see cref="BodyLimit"/> of its own.</summary>
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

    /// <summary>The raw body, at most as long as the endpoint takes; held once, for all readers of the same request.</summary>
    public static async Task<Outcome<ReadOnlyMemory<byte>>> ReadBytesAsync(HttpRequest request, CancellationToken stop)
    {
        if (request.HttpContext.Features.Get<Kept>() is { } kept)
        {
            return kept.Bytes;
        }

        var most = BodyLimit.Of(request.HttpContext);
        if (request.ContentLength > most)
        {
            return new BodyIsTooLarge(most);
        }

        if ((request.ContentLength ?? most) > Most && !request.HttpContext.RequestServices.GetRequiredService<LongBodies>().TryHold(request.HttpContext))
        {
            return new TooManyLongBodies();
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
            if (buffer.WrittenCount > most)
            {
                return new BodyIsTooLarge(most);
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
            return new FieldIsMissing((path.Length > 0 ? $"{path}." : "") + (Last(fault.Message) ?? name));
        }

        if (path.Length > 0 && fault.InnerException is InvalidOperationException)
        {
            return new TextIsNotUnicode(path);
        }

        if (path.Length > 0 && fault.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            var expected = TypeAt(typeof(T), path);
            return expected == typeof(byte[]) ? new FieldIsNotBase64(path) : new FieldHasWrongType(path, KindOf(expected));
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

    /// <summary>What the field of a path such as <c>attachments[2].content</c> holds.</summary>
    private static Type TypeAt(Type type, string path)
    {
        var current = type;
        foreach (var step in path.Split('.', '['))
        {
            current = Nullable.GetUnderlyingType(current) ?? current;
            current = step.EndsWith(']')
                ? current.IsGenericType ? current.GetGenericArguments()[^1] : current
                : current.GetProperties().FirstOrDefault(p => string.Equals(p.Name, step, StringComparison.OrdinalIgnoreCase))?.PropertyType ?? current;
        }

        return Nullable.GetUnderlyingType(current) ?? current;
    }

    /// <summary>For an enum the allowed words, otherwise the kind of JSON value.</summary>
    private static string KindOf(Type expected) =>
        expected.IsEnum ? string.Join(", ", Enum.GetNames(expected).Select(JsonNamingPolicy.CamelCase.ConvertName))
        : expected == typeof(string) ? "string"
        : expected == typeof(bool) ? "true, false"
        : expected.IsPrimitive || expected == typeof(decimal) ? "number"
        : expected.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? "array"
        : expected.IsClass ? "object"
        : expected.Name;

    private sealed record Kept(ReadOnlyMemory<byte> Bytes);
}
