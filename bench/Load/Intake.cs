using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Banzhang.Bench.Load;

/// <summary>Tickets over HTTP, each acknowledged after its commit.</summary>
internal static class Intake
{
    private static readonly string Sentence = string.Concat(Enumerable.Repeat("\u7269\u6d41\u505c\u6ede\u8d85\u8fc7\u56db\u5341\u516b\u5c0f\u65f6\uff0c\u8bf7\u5c3d\u5feb\u5904\u7406\u3002", 15));

    public static async Task<int> RunAsync(Uri url, string key, int seconds, int clients)
    {
        await LoadAsync(url, key, TimeSpan.FromSeconds(2), clients, new Random(1));
        var (latencies, failed, elapsed) = await LoadAsync(url, key, TimeSpan.FromSeconds(seconds), clients, new Random(2));
        latencies.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"intake {latencies.Count / elapsed.TotalSeconds:F0}/s  p50 {At(latencies, .5):F1} ms  p95 {At(latencies, .95):F1} ms  p99 {At(latencies, .99):F1} ms  failed {failed}  clients {clients}"));
        return failed == 0 ? 0 : 1;
    }

    private static async Task<(List<double> Latencies, int Failed, TimeSpan Elapsed)> LoadAsync(Uri url, string key, TimeSpan length, int clients, Random random)
    {
        var all = new List<double>();
        var failed = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            using var connection = new RawClient(url);
            await connection.ConnectAsync();
            var mine = new List<double>();
            var seed = random.Next();
            for (var i = 0; clock.Elapsed < length; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                if (await connection.SendAsync(Request(url, key, seed, client, i)) != 201)
                {
                    Interlocked.Increment(ref failed);
                }

                mine.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            lock (all)
            {
                all.AddRange(mine);
            }
        }));
        return (all, failed, clock.Elapsed);
    }

    /// <summary>Half of the customers are known: the number repeats.</summary>
    private static byte[] Request(Uri url, string key, int seed, int client, int i)
    {
        var phone = string.Create(CultureInfo.InvariantCulture, $"13{(seed + client) % 1000:D3}{i / 2:D6}");
        var body = $"{{\"channel\":\"chat\",\"subject\":\"\\u7269\\u6d41\\u505c\\u6ede {client}-{i}\",\"body\":\"{Sentence}\",\"customer\":{{\"name\":\"Customer {client}\",\"phone\":\"{phone}\"}},\"category\":\"logistics\"}}";
        var bytes = Encoding.UTF8.GetBytes(body);
        var head = Encoding.ASCII.GetBytes($"POST /api/v1/tickets HTTP/1.1\r\nHost: {url.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\nContent-Length: {bytes.Length}\r\n\r\n");
        return [.. head, .. bytes];
    }

    internal static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
