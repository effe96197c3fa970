using System.Globalization;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;

namespace Banzhang.Tests.Browser;

/// <summary>How soon a page of the console shows its content, measured by bench/paint and by nobody else: a figure, not a test.</summary>
[Collection(nameof(InTheShop))]
public sealed class Paint(Shop shop)
{
    private const int Visits = 9;

    /// <summary>Milliseconds from the start of the navigation: first and largest contentful paint.</summary>
    private static readonly string Measure = """
        () => new Promise(done => {
          const first = performance.getEntriesByName('first-contentful-paint')[0].startTime;
          new PerformanceObserver(list => done([first, list.getEntries().at(-1).startTime])).observe({ type: 'largest-contentful-paint', buffered: true });
        })
        """;

    [Fact(Explicit = true)]
    public async Task The_first_paint_of_each_page_is_measured()
    {
        var lines = new List<string> { "page,visit,firstMs,largestMs" };
        foreach (var address in new[] { "/cockpit", "/desk", "/tickets", "/customers" })
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
