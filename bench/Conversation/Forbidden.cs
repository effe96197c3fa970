using System.Globalization;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Bench.Conversation;

/// <summary>
/// Forbidden, commanding, refusing and secret-asking phrases: recall on variants, and how often they fire in ordinary service talk, for which
/// the agents' turns of real help-desk dialogues stand (not every one of which is free of them; fired turns are printed to be read).
/// </summary>
internal static class Forbidden
{
    private static readonly string[] Grave = ["forbidden.", "command.", "refusal.", "privacy."];

    public static int Run(string folder, bool print)
    {
        var inspector = new Inspector(Rulebook.Shipped);
        var (variants, missed) = Try(inspector, "forbidden-variants.txt");
        var found = variants.Count - missed.Count;
        var (blind, missedBlind) = Try(inspector, "forbidden-variants-blind.txt");
        var (polite, silent) = Try(inspector, "ordinary-sentences.txt");
        foreach (var sentence in polite.Except(silent))
            Console.WriteLine($"fired wrongly: {sentence} ({string.Join(", ", inspector.CheckDraft(sentence).Select(finding => $"{finding.Rule} {finding.Text}"))})");
        foreach (var file in (string[])["forbidden-variants-second.txt", "forbidden-variants-third.txt", "forbidden-variants-fourth.txt"])
        {
            var (written, unheard) = Try(inspector, file);
            var (hits, alarms) = (written.Count - unheard.Count, polite.Count - silent.Count);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: recall {(double)hits / written.Count:0.000} of {written.Count}; {alarms} of {polite.Count} ordinary sentences fire, precision {(double)hits / (hits + alarms):0.000}"));
            missed.AddRange(print ? unheard : []);
        }
        foreach (var variant in missed.Concat(missedBlind))
            Console.WriteLine($"missed: {variant}");
        var listed = Listed(Path.Combine(folder, "qa", "service_phrases_zh.csv")).ToList();
        var missedListed = listed.Where(phrase => !Fires(inspector, phrase, Grave)).ToList();
        foreach (var phrase in missedListed)
            Console.WriteLine($"missed of the list: {phrase}");
        var ordinary = Labelled.Dialogues(Path.Combine(folder, "dialogues", "helpdesk_zh_dev.jsonl")).SelectMany(one => one.Turns).Where(turn => turn.Speaker == Speaker.Agent).Select(turn => turn.Text).ToList();
        foreach (var prefix in Grave)
        {
            var fired = ordinary.Where(text => Fires(inspector, text, [prefix])).ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{prefix,-12} fires in {fired.Count} of {ordinary.Count} ordinary turns ({100.0 * fired.Count / ordinary.Count:0.00} %)"));
            foreach (var text in fired.Where(_ => print))
            {
                foreach (var finding in inspector.CheckDraft(text).Where(finding => finding.Rule.StartsWith(prefix, StringComparison.Ordinal)))
                    Console.WriteLine($"    {finding.Rule}: {finding.Text} | {text[Math.Max(0, finding.From - 25)..Math.Min(text.Length, finding.To + 25)].Replace('\n', ' ')}");
            }
        }
        var fires = ordinary.Count(text => Fires(inspector, text, ["forbidden.", "privacy."]));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"recall on {variants.Count} variants {(double)found / variants.Count:0.000}; on the {blind.Count} written later {1 - ((double)missedBlind.Count / blind.Count):0.000}; on the {listed.Count} listed {1 - ((double)missedListed.Count / listed.Count):0.000}; forbidden or privacy in {fires} of {ordinary.Count} ordinary turns; precision over variants and ordinary turns together {(double)found / (found + fires):0.000}"));
        return 0;
    }

    private static (List<string> All, List<string> Missed) Try(Inspector inspector, string file)
    {
        var variants = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", file)).Where(line => line.Length > 0 && line[0] != '#').ToList();
        return (variants, variants.FindAll(variant => !Fires(inspector, variant, Grave)));
    }

    private static bool Fires(Inspector inspector, string text, string[] rules) => inspector.CheckDraft(text).Any(finding => rules.Any(rule => finding.Rule.StartsWith(rule, StringComparison.Ordinal)));

    private static IEnumerable<string> Listed(string path) => File.ReadLines(path).Skip(1)
        .Where(line => line.StartsWith("forbidden,", StringComparison.Ordinal))
        .Select(line => line.Split(',', 3)[2])
        .Select(rest => rest[..rest.LastIndexOf(',')].Trim('"'));
}
