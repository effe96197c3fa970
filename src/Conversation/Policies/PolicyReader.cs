using System.Text.Json;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Policies;

/// <summary>Reads a policy file (JSON; comments and trailing commas are allowed). What is broken is named with its line.</summary>
public static class PolicyReader
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault,
    };

    /// <summary>The text of the policy that comes with the product, to start an own one from.</summary>
    public static byte[] ShippedJson()
    {
        using var stream = Resources.Open("inspection-policy.json");
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return json;
    }

    /// <param name="version">The number by which judgements name it, where versions are counted elsewhere; null: the one in the file.</param>
    public static Outcome<Rulebook> Read(ReadOnlySpan<byte> json, int? version = null)
    {
        json = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        Policy policy;
        try
        {
            policy = JsonSerializer.Deserialize<Policy>(json, Options) ?? throw new JsonException("null", "$", 0, 0);
        }
        catch (UnknownNameException fault)
        {
            return new PolicyFieldIsWrong((fault.LineNumber ?? 0) + 1, fault.Path ?? "$", fault.Expected);
        }
        catch (JsonException fault)
        {
            return new PolicyIsUnreadable((fault.LineNumber ?? 0) + 1, fault.Path ?? "$", fault.Message.Split(" Path:")[0]);
        }
        var text = json.ToArray();
        return PolicyCheck.Of(policy, text) is { } refusal ? refusal : new PolicyCompiler(version is { } number ? policy with { Version = number } : policy, text).Compile();
    }

    /// <summary>As JSON that <see cref="Read"/> reads.</summary>
    public static string Write(Policy policy) => JsonSerializer.Serialize(policy, Options);
}
