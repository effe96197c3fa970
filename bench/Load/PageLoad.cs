using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Banzhang.Bench.Load;

/// <summary>One page or call, again and again on one connection; a key starting with cookie= is sent as the session.</summary>
internal static class PageLoad
{
    public static async Task<int> RunAsync(Uri url, string key, string path, int count)
    {
        using var connection = new RawClient(url);
        await connection.ConnectAsync();
        var who = key.StartsWith("cookie=", StringComparison.Ordinal) ? $"Cookie: bz_session={key[7..]}" : $"Authorization: Bearer {key}";
        var request = Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {url.Authority}\r\n{who}\r\n\r\n");
        var times = new List<double>();
        for (var i = 0; i < count + 5; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            var status = await connection.SendAsync(request);
            if (status != 200)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: status {status}"));
                return 1;
            }

            if (i >= 5)
            {
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}  p50 {Intake.At(times, .5):F1} ms  p95 {Intake.At(times, .95):F1} ms  of {count}"));
        return 0;
    }
}
