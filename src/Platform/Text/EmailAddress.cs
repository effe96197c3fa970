namespace Banzhang.Platform.Text;

/// <summary>Only what is certainly not an address is refused; whether it exists, mail will tell.</summary>
public static class EmailAddress
{
    public static bool IsPlausible(string? text)
    {
        if (text is null || text.Length > 254)
        {
            return false;
        }

        var trimmed = text.Trim();
        var at = trimmed.LastIndexOf('@');
        return at > 0 && at < trimmed.Length - 1
            && trimmed.IndexOf('@', StringComparison.Ordinal) == at
            && !trimmed.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or ',' or ';')
            && !trimmed.EndsWith('.') && !trimmed[(at + 1)..].StartsWith('.');
    }

    public static string Normal(string text) => text.Trim().ToLowerInvariant();
}
