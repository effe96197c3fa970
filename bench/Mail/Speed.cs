using System.Diagnostics;
using Banzhang.Mail;

namespace Banzhang.MailBench;

/// <summary>Mails and bytes read in a second on one thread, best of five rounds over all mails.</summary>
internal static class Speed
{
    public static void Print(string folder)
    {
        var mails = Directory.EnumerateFiles(folder, "*.eml", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var mail in mails)
                MailReader.Read(mail);
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Console.WriteLine(FormattableString.Invariant($"{mails.Count} mails in {best.TotalMilliseconds:F0} ms: {mails.Count / best.TotalSeconds:F0} mails/s, {mails.Sum(mail => mail.Length) / best.TotalSeconds / 1e6:F0} MB/s"));
    }
}
