namespace Banzhang.Quality.Policies.Trying.Rules;

public sealed record PastedTurn(bool IsAgent, string Text);

/// <summary>Reads a dialogue as people paste it: a line a turn, who speaks before a colon.</summary>
public static class PastedDialogue
{
    /// <param name="text">Lines without a speaker continue the turn before; without any speaker all of it is one agent's sentence.</param>
    /// <param name="agents">Words for the agent, in any language; case does not matter.</param>
    /// <param name="customers">Words for the customer.</param>
    public static IReadOnlyList<PastedTurn> Read(string text, IReadOnlyCollection<string> agents, IReadOnlyCollection<string> customers)
    {
        var turns = new List<PastedTurn>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var (speaker, said) = Split(line);
            if (speaker.Length > 0 && (Names(agents, speaker) || Names(customers, speaker)))
            {
                turns.Add(new(Names(agents, speaker), said));
            }
            else if (turns.Count == 0)
            {
                turns.Add(new(true, line.Trim()));
            }
            else
            {
                turns[^1] = turns[^1] with { Text = $"{turns[^1].Text}\n{line.Trim()}".Trim() };
            }
        }

        return [.. turns.Where(turn => turn.Text.Length > 0)];
    }

    private static (string Speaker, string Said) Split(string line)
    {
        var colon = line.AsSpan().IndexOfAny(':', '\uFF1A');
        return colon < 0 ? ("", line.Trim()) : (line[..colon].Trim(), line[(colon + 1)..].Trim());
    }

    private static bool Names(IReadOnlyCollection<string> words, string speaker) => words.Contains(speaker, StringComparer.OrdinalIgnoreCase);
}
