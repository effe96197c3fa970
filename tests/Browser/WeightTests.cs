using Banzhang.Platform.Identity;
using Banzhang.Tests.Browser.Fixtures;
using Microsoft.Playwright;

namespace Banzhang.Tests.Browser;

[Collection(nameof(InTheShop))]
public sealed class WeightTests(Shop shop)
{
    private const int FirstMost = 120 * 1024, SecondMost = 15 * 1024;

    [Fact]
    public async Task The_workspace_is_light_and_lighter_the_second_time()
    {
        await using var context = await shop.VisitAsAsync(RoleCodes.Agent);
        var first = await WeighAsync(context);
        var second = await WeighAsync(context);
        TestContext.Current.TestOutputHelper?.WriteLine($"first {first} bytes, second {second} bytes");
        Assert.InRange(first, 1, FirstMost);
        Assert.InRange(second, 1, SecondMost);
    }

    /// <summary>Bytes over the wire, headers included, until the page hears of changes.</summary>
    private static async Task<long> WeighAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        var wire = await context.NewCDPSessionAsync(page);
        var bytes = 0L;
        wire.Event("Network.loadingFinished").OnEvent += (_, e) => Interlocked.Add(ref bytes, (long)(e?.GetProperty("encodedDataLength").GetDouble() ?? 0));
        await wire.SendAsync("Network.enable");
        await page.RunAndWaitForResponseAsync(() => page.GotoAsync("/desk", new() { WaitUntil = WaitUntilState.Load }), r => r.Url.Contains("/live/events", StringComparison.Ordinal));
        await page.CloseAsync();
        return Interlocked.Read(ref bytes);
    }
}
