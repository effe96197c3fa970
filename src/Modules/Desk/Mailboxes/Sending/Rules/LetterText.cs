using Banzhang.Kernel;

namespace Banzhang.Desk.Mailboxes.Sending.Rules;

/// <summary>Puts an answer between what its queue writes before and after it.</summary>
public static class LetterText
{
    /// <summary>Chinese for whoever writes Chinese: a Han character in any of the texts, the latest first.</summary>
    public static bool IsChinese(IEnumerable<string> texts) => texts.FirstOrDefault(t => t.Any(char.IsLetter)) is not { } said || said.EnumerateRunes().Any(r => r.Value is >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x323AF);

    /// <param name="template">With {text}, {signature}, {number} and {agent}; one without {text} gets it in front.</param>
    public static string Fill(string template, string text, string signature, string number, string agent)
    {
        var whole = template.Contains("{text}", StringComparison.Ordinal) ? template : "{text}\n\n" + template;
        var parts = new Dictionary<string, string> { ["text"] = text, ["signature"] = signature.Replace("{agent}", agent, StringComparison.Ordinal), ["number"] = number, ["agent"] = agent };
        var filled = new System.Text.StringBuilder(whole.Length + text.Length + signature.Length);
        for (var at = 0; at < whole.Length;)
        {
            // One pass: what the texts themselves hold in braces stays as it is.
            var close = whole[at] == '{' ? whole.IndexOf('}', at) : -1;
            if (close > 0 && parts.TryGetValue(whole[(at + 1)..close], out var value))
            {
                filled.Append(value);
                at = close + 1;
            }
            else
            {
                filled.Append(whole[at++]);
            }
        }

        return filled.ToString().TrimEnd() + "\n";
    }

    /// <summary>What is answered, below the answer: quoted line by line (RFC 3676, 4.5), so that the other side's program folds it and ours cuts it off.</summary>
    /// <param name="introduced">Says who wrote it, and when.</param>
    /// <param name="body">At most its first 100 lines and 8,000 characters are quoted; the rest stands in the thread.</param>
    public static string Quote(string introduced, string body)
    {
        const int MostLines = 100, MostCharacters = 8_000;
        var cut = ShortText.Cut(body, MostCharacters);
        var lines = cut.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        var quoted = lines.Take(MostLines).Select(l => l.StartsWith('>') ? ">" + l : l.Length == 0 ? ">" : "> " + l);
        return $"\n{introduced}\n{string.Join('\n', quoted)}{(lines.Length > MostLines || cut.Length < body.Length ? "\n> \u2026" : "")}\n";
    }
}
