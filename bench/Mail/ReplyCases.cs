using System.Text;
using System.Text.Json;
using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>Agreement with texts whose reply is known, with and without white space.</summary>
internal static class ReplyCases
{
    public static void Print(string folder, bool differences)
    {
        var cases = new List<(string Name, string Expected, string Ours)>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "reply_cases.jsonl")))
        {
            using var one = JsonDocument.Parse(line);
            var body = one.RootElement.GetProperty("body").GetString()!;
            var mail = MailReader.Read(Encoding.UTF8.GetBytes("From: a@b\nContent-Type: text/plain; charset=utf-8\n\n" + body));
            cases.Add((one.RootElement.GetProperty("id").GetString()!, one.RootElement.GetProperty("reply").GetString() ?? body, mail.VisibleText));
        }
        using var replies = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "replies.expected.json")));
        foreach (var reply in replies.RootElement.GetProperty("expected_reply").EnumerateObject())
        {
            var content = File.ReadAllBytes(Path.Combine(folder, reply.Name));
            if (reply.Name.EndsWith(".html", StringComparison.Ordinal))
                content = [.. "From: a@b\nContent-Type: text/html; charset=utf-8\n\n"u8, .. content];
            cases.Add((reply.Name, reply.Value.GetString()!, MailReader.Read(content).VisibleText));
        }
        var good = 0;
        foreach (var (name, expected, ours) in cases)
        {
            var same = Squeeze(expected) == Squeeze(ours);
            good += same ? 1 : 0;
            if (!same && differences)
                Console.WriteLine($"  {name}\n    expected {expected.ReplaceLineEndings("|")}\n    ours     {ours.ReplaceLineEndings("|")}");
        }
        Console.WriteLine($"visible text {good}/{cases.Count}");
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
