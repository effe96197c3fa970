using System.Globalization;

namespace Banzhang.Platform.Ui;

/// <summary>What stands in an avatar: the last two characters of a Chinese name, the initials of any other.</summary>
public static class AvatarText
{
    private const int Tints = 6;

    public static string From(string name, AvatarSize size)
    {
        ArgumentNullException.ThrowIfNull(name);
        var small = size is AvatarSize.Tiny or AvatarSize.Small;
        var trimmed = name.Trim();
        if (trimmed.Length == 0) return "";
        if (IsHan(trimmed[^1])) return small || trimmed.Length == 1 ? trimmed[^1..] : trimmed[^2..];
        var words = trimmed.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var first = StringInfo.GetNextTextElement(words[0]).ToUpperInvariant();
        return small || words.Length == 1 ? first : first + StringInfo.GetNextTextElement(words[^1]).ToUpperInvariant();
    }

    /// <summary>One of six quiet pairs, the same on every node and every day.</summary>
    internal static string TintOf(string id)
    {
        uint hash = 2166136261;
        foreach (var c in id) hash = unchecked((hash ^ c) * 16777619);
        return string.Create(CultureInfo.InvariantCulture, $"t{(hash % Tints) + 1}");
    }

    internal static string Of(AvatarSize size) => size switch
    {
        AvatarSize.Medium => "",
        AvatarSize.Tiny => "xs",
        AvatarSize.Small => "sm",
        AvatarSize.Large => "lg",
        AvatarSize.Huge => "xl",
    };

    private static bool IsHan(char c) => c is >= '\u3400' and <= '\u9fff' or >= '\uf900' and <= '\ufaff';
}
