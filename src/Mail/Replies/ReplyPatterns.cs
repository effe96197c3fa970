using System.Text.Json;
using System.Text.RegularExpressions;

namespace Banzhang.Mail.Replies;

/// <summary>How programs of many languages mark what they quote, from <c>reply-patterns.json</c>. Expressions never backtrack.</summary>
internal sealed class ReplyPatterns
{
    private const int LongestLine = 600;

    private readonly Regex[] _headlines;
    private readonly Regex[] _looseHeadlines;
    private readonly Regex[] _separators;
    private readonly Regex[] _signatures;
    private readonly string[] _fromFields;
    private readonly string[] _allFields;

    private ReplyPatterns(Lists lists)
    {
        _headlines = Compile(lists.Headlines);
        _looseHeadlines = Compile(lists.LooseHeadlines);
        _separators = Compile(lists.Separators);
        _signatures = Compile(lists.Signatures);
        _fromFields = lists.FromFields;
        _allFields = [.. lists.FromFields, .. lists.OtherFields];
    }

    public static ReplyPatterns All { get; } = Load();

    /// <summary>"On Monday Anna wrote:"; a line whose start does not tell ("Anna wrote:") only when it stands alone.</summary>
    public bool IsHeadline(string line, bool joined) =>
        (line.EndsWith(':') || line.EndsWith('\uFF1A')) && (Matches(_headlines, line) || (!joined && Matches(_looseHeadlines, line)));

    /// <summary>"-----Original Message-----"</summary>
    public bool IsSeparator(string line) => line.Length is > 2 and < 200 && (line[0] is '-' or '_' or '=' or '*' or '#' or 'O' or '\u539F' || line.EndsWith(':') || line.EndsWith('\uFF1A')) && Matches(_separators, line);

    /// <summary>"-- ", "Sent from my phone".</summary>
    public bool IsSignature(string line) => Matches(_signatures, line);

    /// <summary>"From: ..." of a header copied into the text.</summary>
    public bool IsFromField(string line) => IsField(_fromFields, line);

    /// <summary>Any field of a header copied into the text.</summary>
    public bool IsAnyField(string line) => IsField(_allFields, line);

    private static bool IsField(string[] names, string line)
    {
        line = line.TrimStart('*', '|', ' ');
        foreach (var name in names)
        {
            if (!line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
                continue;
            var rest = line.AsSpan(name.Length).TrimStart(" \t*|");
            if (rest.StartsWith(":") || rest.StartsWith("\uFF1A") || line.AsSpan(name.Length).TrimStart().StartsWith("|"))
                return true;
        }
        return false;
    }

    private static bool Matches(Regex[] patterns, string line) => line.Length is > 0 and <= LongestLine && Array.Exists(patterns, pattern => pattern.IsMatch(line));

    private static Regex[] Compile(string[] patterns) =>
        [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant))];

    private static ReplyPatterns Load()
    {
        using var stream = typeof(ReplyPatterns).Assembly.GetManifestResourceStream("reply-patterns.json")!;
        return new(JsonSerializer.Deserialize<Lists>(stream, JsonSerializerOptions.Web)!);
    }

    private sealed record Lists(string[] Headlines, string[] LooseHeadlines, string[] Separators, string[] FromFields, string[] OtherFields, string[] Signatures);
}
