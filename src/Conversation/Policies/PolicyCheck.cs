using Banzhang.Kernel;

namespace Banzhang.Conversation.Policies;

/// <summary>Goes through a policy that was read, for what the form of the file allows and no judgement can work with: gaps in lists, and numbers that are none.</summary>
internal static class PolicyCheck
{
    /// <summary>Of weights and scales; of bounds in seconds or units.</summary>
    private const double MostWeight = 1e6, MostBound = 1e7;

    private const string AValue = "not null";

    /// <returns>The first fault; null when there is none.</returns>
    public static Refusal? Of(Policy policy, byte[] json)
    {
        foreach (var (path, expected) in Gaps(policy).Select(path => (path, AValue)).Concat(Numbers(policy)))
            return new PolicyFieldIsWrong(JsonLines.LineOf(json, path), path, expected);
        return null;
    }

    private static IEnumerable<string> Gaps(Policy policy) =>
    [
        .. In("$.sets", policy.Sets, In),
        .. In("$.sameWords", policy.SameWords, In),
        .. In("$.particles", policy.Particles),
        .. In("$.fillers", policy.Fillers),
        .. In("$.rules", policy.Rules, InRule),
        .. In("$.signals", policy.Signals, In),
        .. In("$.emotions", policy.Emotions, (path, one) => [.. In($"{path}.strong", one.Strong), .. In($"{path}.mild", one.Mild), .. In($"{path}.emoticons", one.Emoticons)]),
        .. In("$.terms", policy.Terms, (_, _) => []),
        .. In("$.items", policy.Items, (path, item) => In($"{path}.title", item.Title, (_, _) => [])),
    ];

    private static IEnumerable<string> InRule(string path, PolicyRule rule) =>
    [
        .. In($"{path}.title", rule.Title, (_, _) => []),
        .. In($"{path}.phrases", rule.Phrases, (at, phrase) => In($"{at}.say", phrase.Say)),
        .. In($"{path}.unless", rule.Unless ?? []),
        .. In($"{path}.expressions", rule.Expressions ?? []),
    ];

    private static IEnumerable<string> In(string path, IReadOnlyList<string?> words) => In(path, words, (_, _) => []);

    private static IEnumerable<string> In<T>(string path, IReadOnlyList<T?> list, Func<string, T, IEnumerable<string>> inside) =>
        list.SelectMany((one, i) => one is null ? [$"{path}[{i}]"] : inside($"{path}[{i}]", one));

    private static IEnumerable<string> In<T>(string path, IReadOnlyDictionary<string, T> named, Func<string, T, IEnumerable<string>> inside) =>
        named.SelectMany(one => one.Value is null ? [$"{path}.{one.Key}"] : inside($"{path}.{one.Key}", one.Value));

    private static IEnumerable<(string Path, string Expected)> Numbers(Policy policy)
    {
        if (!(policy.MaxScore is > 0 and <= MostWeight))
            yield return ("$.maxScore", "0 < … ≤ 1000000");
        for (var i = 0; i < policy.Items.Count; i++)
        {
            if (!(policy.Items[i].Max is > 0 and <= MostWeight))
                yield return ($"$.items[{i}].max", "0 < … ≤ 1000000");
        }
        var t = policy.Thresholds;
        (string Name, double Value)[] bounds =
        [
            ("termRatio", t.TermRatio), ("rateFrom", t.RateFrom), ("rateTo", t.RateTo), ("englishRateFrom", t.EnglishRateFrom), ("englishRateTo", t.EnglishRateTo), ("longSilence", t.LongSilence), ("longHold", t.LongHold),
            ("interruptionSeconds", t.InterruptionSeconds), ("elderlySentence", t.ElderlySentence), ("elderlySentenceWords", t.ElderlySentenceWords), ("restated", t.Restated),
        ];
        foreach (var (name, value) in bounds)
        {
            if (!(value is >= 0 and <= MostBound))
                yield return ($"$.thresholds.{name}", "0 ≤ … ≤ 10000000");
        }
        foreach (var (name, value) in new[] { ("volumeFrom", t.VolumeFrom), ("volumeTo", t.VolumeTo), ("calibrationDb", t.CalibrationDb) })
        {
            if (!(Math.Abs(value) <= Transcripts.Turn.LoudestDb))
                yield return ($"$.thresholds.{name}", "-200 ≤ … ≤ 200");
        }
        foreach (var (from, to, isCrossed) in new[] { ("rateFrom", "rateTo", !(t.RateFrom < t.RateTo)), ("englishRateFrom", "englishRateTo", !(t.EnglishRateFrom < t.EnglishRateTo)), ("volumeFrom", "volumeTo", !(t.VolumeFrom < t.VolumeTo)) })
        {
            if (isCrossed)
                yield return ($"$.thresholds.{from}", $"< {to}");
        }
    }
}
