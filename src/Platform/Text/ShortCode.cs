namespace Banzhang.Platform.Text;

/// <summary>Codes by which requests and imports name a thing, e.g. <c>after-sales</c>.</summary>
public static class ShortCode
{
    private const int Longest = 40;

    /// <summary>1 to 40 ASCII letters, digits and hyphens.</summary>
    public static bool IsPlausible(string code) => code.Length is > 0 and <= Longest && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
