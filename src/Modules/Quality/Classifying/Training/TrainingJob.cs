using Banzhang.Platform.Console;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Banzhang.Quality.Classifying.Rules;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Training;

/// <summary>Learns when somebody asked for it, and by night.</summary>
internal sealed class TrainingJob(IDbContextFactory<AppDb> databases, TrainClassifiersHandler handler, TimeProvider clock) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private DateTimeOffset? _lookedAt;

    public async Task RunAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stop);
        var wish = await db.Set<TrainingWish>().OrderBy(w => w.At).FirstOrDefaultAsync(stop);
        if (wish is null)
        {
            var learntAt = await db.Set<TrainingRun>().MaxAsync(r => (DateTimeOffset?)r.At, stop);
            if (!TrainingTimes.IsDue(learntAt, _lookedAt, now, TimeOnly.FromDateTime(When.Local(now).DateTime)))
            {
                return;
            }

            _lookedAt = now;
        }

        await handler.HandleAsync(new(wish?.By ?? "", KeepsTooLittle: wish is not null), Actor.System, stop);
    }
}
