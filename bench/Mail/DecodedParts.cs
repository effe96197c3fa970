using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>Agreement with the decoded parts beside the mails: NAME_decoded_1_2.txt or .bin is the content of part 1.2.</summary>
internal static class DecodedParts
{
    public static void Print(string folder, bool differences)
    {
        if (!Directory.Exists(folder))
            return;
        int good = 0, total = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml").Order())
        {
            var mail = MailReader.Read(File.ReadAllBytes(file));
            var leaves = mail.Root.Leaves().ToDictionary(leaf => leaf.Path);
            var name = Path.GetFileNameWithoutExtension(file) + "_decoded_";
            foreach (var part in Directory.EnumerateFiles(folder, name + "*").Where(path => !path.EndsWith(".xml", StringComparison.Ordinal)).Order())
            {
                total++;
                var path = Path.GetFileNameWithoutExtension(part)[name.Length..].Replace('_', '.');
                var same = leaves.TryGetValue(path, out var leaf) && Same(new LeafContent(leaf).Bytes, File.ReadAllBytes(part));
                good += same ? 1 : 0;
                if (!same && differences)
                    Console.WriteLine($"  {Path.GetFileName(part)} {(leaf is null ? "no such part" : "differs")}");
            }
        }
        Console.WriteLine(FormattableString.Invariant($"mime4j decoded parts {good}/{total} {100.0 * good / Math.Max(1, total):F1}%"));
    }

    /// <summary>Line ends and a last line end do not count, nor does the charset the other side wrote its text in.</summary>
    private static bool Same(byte[] ours, byte[] theirs) => ours.AsSpan().SequenceEqual(theirs) || Plain(ours) == Plain(theirs);

    private static string Plain(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes).Replace("\r", "", StringComparison.Ordinal).TrimEnd('\n');
}
