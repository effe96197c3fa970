using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Startup;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Queues;

/// <summary>A new installation has four queues, so that the first contact has somewhere to wait. Their names are data from then on.</summary>
internal sealed class StandardQueuesSeed(TimeProvider clock) : ISeed
{
    public static readonly string Hotline = "hotline";
    public static readonly string Online = "online";
    public static readonly string AfterSales = "after-sales";
    public static readonly string Complaints = "complaints";

    public async Task SeedAsync(AppDb db, CancellationToken stop)
    {
        if (await db.Set<Queue>().AnyAsync(stop))
        {
            return;
        }

        var now = clock.GetUtcNow();
        var position = 0;
        foreach (var (code, key) in new[] { (Hotline, nameof(Words.QueueHotline)), (Online, nameof(Words.QueueOnline)), (AfterSales, nameof(Words.QueueAfterSales)), (Complaints, nameof(Words.QueueComplaints)) })
        {
            db.Add(Queue.Of(QueueId.New(now), code, Name(key, Languages.Chinese), Name(key, Languages.English), null, ++position));
        }
    }

    private static string Name(string key, string language) => Words.ResourceManager.GetString(key, CultureInfo.GetCultureInfo(language))!;
}
