using System.Globalization;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Bench.Conversation;

/// <summary>
/// Forbidden, commanding, refusing and secret-asking phrases: recall on lists of variants, and how often they fire in ordinary service talk,
/// for which lists of harmless sentences stand and the agents' turns of real help-desk dialogues (not every one of which is free of them;
/// fired turns are printed to be read). Lists that must stay unread are counted, and printed only when asked for by name.
/// </summary>
internal static class Forbidden
{
    private static readonly string[] Grave = ["forbidden.", "command.", "refusal.", "privacy."];

    private static readonly string[] Variants = ["forbidden-variants", "forbidden-variants-blind", "forbidden-variants-second", "forbidden-variants-third", "forbidden-variants-fourth", "forbidden-variants-fifth", "forbidden-variants-sixth", "forbidden-variants-seventh", "forbidden-variants-eighth", "forbidden-variants-ninth", "forbidden-variants-tenth", "forbidden-variants-eleventh"];

    private static readonly string[] Ordinary = ["ordinary-sentences", "ordinary-dangerous", "ordinary-further", "ordinary-dangerous-later", "ordinary-last", "ordinary-eighth", "ordinary-ninth", "ordinary-tenth", "ordinary-eleventh"];

    private static readonly string[] Unread = ["forbidden-variants-sixth", "forbidden-variants-eighth", "forbidden-variants-ninth", "forbidden-variants-tenth", "forbidden-variants-eleventh"];

    public static int Run(string folder, bool print, string? unread)
    {
        var inspector = new Inspector(Rulebook.Shipped);
        var found = Variants.Sum(file => Try(inspector, file, fires: true, print && (!Unread.Contains(file) || file == unread)).Fired);
        var wrongly = Ordinary.Sum(file => Try(inspector, file, fires: false, print && (!Unread.Contains(file) || file == unread)).Fired);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all lists of variants against all of ordinary sentences: precision {(double)found / (found + wrongly):0.000}"));
        var listed = Listed(Path.Combine(folder, "qa", "service_phrases_zh.csv")).ToList();
        var missed = listed.FindAll(phrase => !Fires(inspector, phrase, Grave));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{listed.Count - missed.Count} of {listed.Count} listed phrases found; missed: {string.Join(", ", missed)}"));
        Turns(inspector, folder, found, print);
        return 0;
    }

    private static void Turns(Inspector inspector, string folder, int found, bool print)
    {
        var turns = Labelled.Dialogues(Path.Combine(folder, "dialogues", "helpdesk_zh_dev.jsonl")).SelectMany(one => one.Turns).Where(turn => turn.Speaker == Speaker.Agent).Select(turn => turn.Text).ToList();
        foreach (var prefix in Grave)
        {
            var fired = turns.FindAll(text => Fires(inspector, text, [prefix]));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prefix,-12} fires in {fired.Count} of {turns.Count} ordinary turns ({100.0 * fired.Count / turns.Count:0.00} %)"));
            foreach (var text in fired.Where(_ => print))
            {
                foreach (var finding in inspector.CheckDraft(text).Where(finding => finding.Rule.StartsWith(prefix, StringComparison.Ordinal)))
                    Console.WriteLine($"    {finding.Rule}: {finding.Text} | {text[Math.Max(0, finding.From - 25)..Math.Min(text.Length, finding.To + 25)].Replace('\n', ' ')}");
            }
        }
        var (grave, all) = (turns.Count(text => Fires(inspector, text, ["forbidden.", "privacy."])), turns.Count(text => Fires(inspector, text, Grave)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"forbidden or privacy in {grave}, any in {all} turns; precision of all variants and turns together {(double)found / (found + grave):0.000} and {(double)found / (found + all):0.000}"));
    }

    private static (int Fired, int Count) Try(Inspector inspector, string file, bool fires, bool print)
    {
        var sentences = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", $"{file}.txt")).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var fired = sentences.FindAll(sentence => Fires(inspector, sentence, Grave));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file,-26} {fired.Count} of {sentences.Count} fire: {(fires ? "recall" : "wrongly")} {(double)fired.Count / sentences.Count:0.000}"));
        foreach (var sentence in (fires ? sentences.Except(fired) : fired).Where(_ => print))
            Console.WriteLine($"    {sentence} {string.Join(", ", inspector.CheckDraft(sentence).Select(finding => $"{finding.Rule} {finding.Text}"))}");
        return (fired.Count, sentences.Count);
    }

    private static bool Fires(Inspector inspector, string text, string[] rules) => inspector.CheckDraft(text).Any(finding => rules.Any(rule => finding.Rule.StartsWith(rule, StringComparison.Ordinal)));

    private static IEnumerable<string> Listed(string path) => File.ReadLines(path).Skip(1)
        .Where(line => line.StartsWith("forbidden,", StringComparison.Ordinal))
        .Select(line => line.Split(',', 3)[2])
        .Select(rest => rest[..rest.LastIndexOf(',')].Trim('"'));
}
