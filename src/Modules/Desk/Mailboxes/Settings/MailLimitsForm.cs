using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <summary>The limits as they are typed, sizes in megabytes, with a sentence for each field that cannot be saved.</summary>
/// <param name="Version">The version that was seen.</param>
public sealed record MailLimitsForm(string LargestMegabytes, string Files, string FileMegabytes, string SenderMails, string SenderMinutes, string Hops, int Version)
{
    private const long Megabyte = 1024 * 1024;

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string Problem { get; init; } = "";

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static MailLimitsForm Of(MailLimits limits, int version) => new(
        Text(limits.LargestBytes / Megabyte), Text(limits.Files), Text(limits.LargestFileBytes / Megabyte), Text(limits.SenderMails), Text(limits.SenderMinutes), Text(limits.Hops), version);

    internal static MailLimitsForm Read(IFormCollection form)
    {
        string Typed(string name) => form[name].ToString().Trim();
        return new(
            Typed("largestMegabytes"), Typed("files"), Typed("fileMegabytes"), Typed("senderMails"), Typed("senderMinutes"), Typed("hops"),
            int.TryParse(Typed("basedOn"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0);
    }

    /// <summary>What is no whole number becomes one that no limit allows, so that its sentence is said.</summary>
    internal MailLimits Meant() => new(Number(LargestMegabytes) * Megabyte, Number(SenderMails), Number(SenderMinutes), Number(Hops), Number(Files), Number(FileMegabytes) * Megabyte);

    internal MailLimitsForm With(IReadOnlyList<Refusal> refusals) => this with
    {
        Errors = refusals.OfType<Invalid>().GroupBy(i => i.Field).ToDictionary(g => g.Key, g => WordBook.Say(g.First())),
        Problem = string.Join(' ', refusals.Where(r => r is not Invalid).Select(WordBook.Say)),
    };

    /// <summary>What an intake of mail can bear, and what the store of files takes.</summary>
    internal static IEnumerable<Refusal> Checks(MailLimits limits)
    {
        (string Field, long Value, long Least, long Most)[] fields =
        [
            ("largestMegabytes", Whole(limits.LargestBytes), 1, 200), ("files", limits.Files, 1, 1000), ("fileMegabytes", Whole(limits.LargestFileBytes), 1, 25),
            ("senderMails", limits.SenderMails, 1, 10_000), ("senderMinutes", limits.SenderMinutes, 1, 1440), ("hops", limits.Hops, 5, 100),
        ];
        return fields.Where(f => f.Value < f.Least || f.Value > f.Most).Select(f => new MailLimitIsOutOfRange(f.Field, f.Least, f.Most));
    }

    private static long Whole(long bytes) => bytes % Megabyte == 0 ? bytes / Megabyte : -1;

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
