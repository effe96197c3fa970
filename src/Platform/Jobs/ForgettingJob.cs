using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Jobs;

/// <summary>Forgets answers to idempotent requests after two days and ended sessions after ninety.</summary>
public sealed class ForgettingJob(IWrites writes) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken stop) =>
        await writes.ActAsync(Actor.System, async (act, token) =>
        {
            var answers = act.Now.AddDays(-2);
            await act.Db.Set<IdempotencyRecord>().Where(r => r.At < answers).ExecuteDeleteAsync(token);
            var sessions = act.Now.AddDays(-90);
            await act.Db.Set<Session>().Where(s => s.LastSeenAt < sessions).ExecuteDeleteAsync(token);
            return Outcome.Done;
        }, stop);
}
