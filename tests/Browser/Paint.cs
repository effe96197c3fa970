using System.Globalization;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;

namespace Banzhang.Tests.Browser;

/// <summary>How soon a page of the console shows its content, measured by bench/paint and by nobody else: a figure, not a test.</summary>
[Collection(nameof(InTheShop))]
public sealed class Paint(Shop shop)
{
    private const int Visits = 9;

    /// <summary>Not counted: the program that tests build is compiled as it runs, and one that serves is not.</summary>
    private const int VisitsBefore = 12;
    private static readonly string[] Addresses = ["/cockpit", "/desk", "/tickets", "/customers"];

    /// <summary>Milliseconds from the start of the navigation: first and largest contentful paint. A page may be loaded before either is told.</summary>
    private static readonly string Measure = """
        async () => {
          const seen = (type, isIt) => new Promise(done =>
            new PerformanceObserver(list => { const it = list.getEntries().filter(isIt).at(-1); if (it) done(it.startTime); }).observe({ type, buffered: true }));
          return Promise.all([seen('paint', e => e.name === 'first-contentful-paint'), seen('largest-contentful-paint', () => true)]);
        }
        """;

    [Fact(Explicit = true)]
    public async Task The_first_paint_of_each_page_is_measured()
    {
        await using (var before = await shop.VisitAsAsync(RoleCodes.Supervisor, theme: "light"))
        {
            var page = await before.NewPageAsync();
            foreach (var address in Enumerable.Repeat(Addresses, VisitsBefore).SelectMany(a => a))
            {
                await page.GotoAsync(address);
            }
        }

        var lines = new List<string> { "page,visit,firstMs,largestMs" };
        foreach (var address in Addresses)
        {
            var (cold, warm) = (new List<double[]>(), new List<double[]>());
            for (var visit = 0; visit < Visits; visit++)
            {
                await using var context = await shop.VisitAsAsync(RoleCodes.Supervisor, theme: "light");
                var page = await context.NewPageAsync();
                foreach (var times in new[] { cold, warm })
                {
                    await page.GotoAsync(address);
                    times.Add(await page.EvaluateAsync<double[]>(Measure));
                }
            }

            lines.Add(Line(address, "nothing cached", cold));
            lines.Add(Line(address, "again", warm));
        }

        await File.WriteAllLinesAsync(Environment.GetEnvironmentVariable("BANZHANG_PAINT")!, lines);
    }

    private static string Line(string address, string visit, List<double[]> times) =>
        string.Create(CultureInfo.InvariantCulture, $"{address},{visit},{Median(times, 0):F0},{Median(times, 1):F0}");

    private static double Median(List<double[]> times, int which) => times.Select(t => t[which]).Order().ElementAt(times.Count / 2);
}
