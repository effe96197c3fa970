namespace Banzhang.Mail.Headers;

/// <summary>Message ids (RFC 5322, 3.6.4) with their angle brackets; words without brackets that look like ids are given them.</summary>
internal static class MessageIds
{
    /// <summary>The id of the mail itself: what stands there, when it has not the form of an id.</summary>
    public static string? Own(string? field) => Parse(field).FirstOrDefault() ?? (string.IsNullOrWhiteSpace(field) ? null : field.Trim());

    public static IEnumerable<string> Parse(string? field)
    {
        if (field is null)
            yield break;
        var at = 0;
        var any = false;
        for (var count = 0; count < 1000; count++)
        {
            var open = field.IndexOf('<', at);
            var close = open < 0 ? -1 : field.IndexOf('>', open);
            if (close < 0)
                break;
            var id = field[(open + 1)..close].Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal);
            at = close + 1;
            if (id.Length == 0)
                continue;
            any = true;
            yield return $"<{id}>";
        }
        if (any)
            yield break;
        foreach (var word in field.Split([' ', '\t', ','], 1000, StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('@', StringComparison.Ordinal) && !word.Contains('<', StringComparison.Ordinal)))
            yield return $"<{word}>";
    }
}
