using System.Text.Json;
using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>The table of agreement with expected.cpython.jsonl, over all mails and over those without recorded defects.</summary>
internal static class Agreement
{
    private const string EmptyHash = "e3b0c44298fc1c14";

    private static readonly string[] Rows = ["subject", "from addresses", "from names", "to addresses", "to names", "date", "message id", "in reply to", "root type", "leaf types", "leaf names", "leaf contents", "text starts"];

    public static void Print(string folder, bool differences)
    {
        var all = Rows.ToDictionary(row => row, _ => (Good: 0, Total: 0));
        var clean = Rows.ToDictionary(row => row, _ => (Good: 0, Total: 0));
        int mails = 0, cleanMails = 0;
        foreach (var line in File.ReadLines(Path.Combine(folder, "expected.cpython.jsonl")))
        {
            using var expected = JsonDocument.Parse(line);
            var file = expected.RootElement.GetProperty("file").GetString()!;
            var mail = MailReader.Read(File.ReadAllBytes(Path.Combine(folder, file)));
            var isClean = !expected.RootElement.TryGetProperty("defects", out var defects) || defects.GetArrayLength() == 0;
            mails++;
            cleanMails += isClean ? 1 : 0;
            foreach (var (row, theirs, ours) in Compare(expected.RootElement, mail))
            {
                // Where the other program lost characters there is nothing to agree with.
                if (theirs.Contains('\uFFFD', StringComparison.Ordinal))
                    continue;
                var same = theirs == ours;
                Count(all, row, same);
                if (isClean)
                    Count(clean, row, same);
                if (!same && differences)
                    Console.WriteLine($"  {(isClean ? "" : "(defect) ")}{file} {row}\n    theirs {theirs}\n    ours   {ours}");
            }
        }
        Console.WriteLine($"{"",-14} {"all " + mails,18} {"no defect " + cleanMails,18}");
        foreach (var row in Rows)
            Console.WriteLine($"{row,-14} {Share(all[row]),18} {Share(clean[row]),18}");
        Console.WriteLine($"{"all rows",-14} {Share(Sum(all)),18} {Share(Sum(clean)),18}");
    }

    private static IEnumerable<(string Row, string Theirs, string Ours)> Compare(JsonElement expected, MailMessage mail)
    {
        var theirLeaves = expected.GetProperty("parts").EnumerateArray().ToList();
        var ourLeaves = Leaves(mail.Root).ToList();
        if (ourLeaves.Exists(leaf => leaf.Type == "message/delivery-status"))
        {
            // The other program counts each group of fields of a delivery status as a mail without a body.
            theirLeaves.RemoveAll(leaf => Text(leaf, "sha256") == EmptyHash);
            ourLeaves.RemoveAll(leaf => leaf.Type == "message/delivery-status" || leaf.Hash == EmptyHash);
        }
        yield return ("subject", Text(expected, "subject"), mail.Subject);
        foreach (var (name, ours) in new[] { ("from", mail.From), ("to", mail.To) })
        {
            yield return (name + " addresses", Each(expected, name, "addr"), Join(ours.Select(one => one.Address)));
            yield return (name + " names", Each(expected, name, "name"), Join(ours.Select(one => one.Name)));
        }
        yield return ("date", Text(expected, "date_utc"), mail.Date?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:sszzz", null) ?? "");
        yield return ("message id", Text(expected, "message_id"), mail.MessageId ?? "");
        yield return ("in reply to", Text(expected, "in_reply_to"), mail.InReplyTo ?? "");
        yield return ("root type", Text(expected, "root_type"), mail.Root.ContentType);
        yield return ("leaf types", Join(theirLeaves.Select(leaf => Text(leaf, "type"))), Join(ourLeaves.Select(leaf => leaf.Type)));
        yield return ("leaf names", Join(theirLeaves.Select(leaf => Text(leaf, "filename"))), Join(ourLeaves.Select(leaf => leaf.Name)));
        yield return ("leaf contents", Join(theirLeaves.Select(leaf => Text(leaf, "sha256"))), Join(ourLeaves.Select(leaf => leaf.Hash)));
        yield return ("text starts", Join(theirLeaves.Select(leaf => Text(leaf, "text_start"))), Join(theirLeaves.Zip(ourLeaves, (theirs, ours) => Start(theirs, ours.Part))));
    }

    private static IEnumerable<(string Type, string Name, string Hash, MailPart? Part)> Leaves(MailPart root)
    {
        foreach (var leaf in root.Leaves())
        {
            var content = new LeafContent(leaf);
            yield return (leaf.ContentType, leaf.FileName ?? "", content.Hash[..16], leaf);
        }
    }

    private static string Start(JsonElement theirs, MailPart? part)
    {
        if (part is null || !theirs.TryGetProperty("text_start", out var start))
            return "";
        var text = string.Join(' ', new LeafContent(part).Text().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var length = start.GetString()!.Length;
        return text.Length <= length ? text : text[..length];
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string Each(JsonElement expected, string name, string field) =>
        expected.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? Join(list.EnumerateArray().Select(one => Text(one, field))) : "";

    private static string Join(IEnumerable<string> texts) => string.Join(" | ", texts);

    private static void Count(Dictionary<string, (int Good, int Total)> counts, string row, bool same) =>
        counts[row] = (counts[row].Good + (same ? 1 : 0), counts[row].Total + 1);

    private static (int Good, int Total) Sum(Dictionary<string, (int Good, int Total)> counts) => (counts.Values.Sum(count => count.Good), counts.Values.Sum(count => count.Total));

    private static string Share((int Good, int Total) count) => FormattableString.Invariant($"{count.Good}/{count.Total} {100.0 * count.Good / Math.Max(1, count.Total):F1}%");
}
