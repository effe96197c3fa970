using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>How many mails of a folder are seen as bounces: all should be in a folder of bounces, none in one of ordinary mail.</summary>
internal static class Bounces
{
    public static void Print(string folder, bool differences)
    {
        int found = 0, total = 0, named = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Order())
        {
            var mail = MailReader.Read(File.ReadAllBytes(file));
            total++;
            found += mail.Bounce is null ? 0 : 1;
            named += mail.Bounce is { Recipients.Count: > 0 } ? 1 : 0;
            if (mail.Bounce is null && differences)
                Console.WriteLine($"  {Path.GetRelativePath(folder, file)}: {mail.Root.ContentType} auto {mail.AutoSubmitted} from {(mail.From.Count > 0 ? mail.From[0].Address : "-")} {mail.Subject}");
        }
        Console.WriteLine(FormattableString.Invariant($"bounces {found}/{total} {100.0 * found / Math.Max(1, total):F1}%, {named} of them name a recipient ({folder})"));
    }
}
