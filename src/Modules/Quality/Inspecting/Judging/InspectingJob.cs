using Banzhang.Conversation.Transcripts;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Jobs;
using Banzhang.Platform.Live;
using Banzhang.Quality.Policies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Spoken = Banzhang.Conversation.Transcripts.Channel;

namespace Banzhang.Quality.Inspecting.Judging;

/// <summary>Judges the conversations that ended by the policy in force: a batch in three round trips, a few milliseconds each.</summary>
internal sealed partial class InspectingJob(IDbContextFactory<AppDb> databases, ITicketTexts texts, PolicyInForceQuery policies, IWrites writes, LiveBoard board, ILogger<InspectingJob> log) : IRecurring
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private const int AtOnce = 100;

    public async Task RunAsync(CancellationToken stop)
    {
        while (await JudgeAsync(stop) == AtOnce)
        {
        }
    }

    private async Task<int> JudgeAsync(CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var waiting = await db.Set<WaitingInspection>().OrderBy(w => w.Ticket).ThenBy(w => w.Cycle).Take(AtOnce).ToListAsync(stop);
        if (waiting.Count == 0)
        {
            return 0;
        }

        var ids = waiting.Select(w => w.Ticket).Distinct().ToArray();
        var turns = await texts.TurnsAsync(ids, stop);
        var inspector = (await policies.ReadAsync(stop)).Inspector;
        var judged = new List<(WaitingInspection Of, JudgedConversation Judged)>();
        foreach (var one in waiting.Where(w => turns[w.Ticket].Any(t => t.Author == AuthorKind.Agent)))
        {
            try
            {
                judged.Add((one, Judge(inspector, one, [.. turns[one.Ticket]])));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // One conversation that cannot be judged must not keep the others from it for ever.
                JudgingFailed(log, one.Ticket.Value, one.Cycle, fault);
            }
        }

        var stored = await writes.ActAsync(Actor.System, async (act, token) =>
        {
            // A ticket that was resolved again meanwhile is judged in the next round, so each cycle is taken away by itself.
            var taken = 0;
            foreach (var cycle in waiting.GroupBy(w => w.Cycle))
            {
                var done = cycle.Select(w => w.Ticket).ToArray();
                taken += await act.Db.Set<WaitingInspection>().Where(w => w.Cycle == cycle.Key && done.Contains(w.Ticket)).ExecuteDeleteAsync(token);
            }

            if (taken < waiting.Count)
            {
                // Some were erased since they were read: what was made of their words must not be stored. The next round looks at what is left.
                return new ChangedMeanwhile();
            }

            foreach (var (one, judgement) in judged)
            {
                act.Add(AutomaticInspection.Of(await act.NextNumberAsync(AutomaticInspection.Counter, token), one, judgement, act.Now));
            }

            return Outcome.Done;
        }, stop);
        if (!stored.IsDone)
        {
            return 0;
        }

        if (judged.Count > 0)
        {
            await board.PublishAsync([InspectionTopicGuard.Topic], stop);
        }

        return waiting.Count;
    }

    private static JudgedConversation Judge(Banzhang.Conversation.Inspection.Inspector inspector, WaitingInspection waiting, IReadOnlyList<TicketTurn> turns) => new(
        inspector.Inspect(new(waiting.Number, ChannelOf(waiting.Channel), null, [.. turns.Select(t => new Turn(SpeakerOf(t.Author), t.Text))])),
        [.. turns.Select(t => t.Message.Value)]);

    /// <summary>What people write at a counter, a portal or a network reads like a chat; an API's letters like mail.</summary>
    private static Spoken ChannelOf(Desk.Contracts.Channel channel) => channel switch
    {
        Desk.Contracts.Channel.Phone or Desk.Contracts.Channel.Counter => Spoken.Phone,
        Desk.Contracts.Channel.Email => Spoken.Email,
        Desk.Contracts.Channel.Chat or Desk.Contracts.Channel.Social or Desk.Contracts.Channel.Portal or Desk.Contracts.Channel.Api => Spoken.Chat,
    };

    private static Speaker SpeakerOf(AuthorKind author) => author switch
    {
        AuthorKind.Customer => Speaker.Customer,
        AuthorKind.Agent => Speaker.Agent,
        AuthorKind.System => Speaker.System,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "JudgingFailed: ticket {Ticket}, cycle {Cycle}, is left without an inspection")]
    private static partial void JudgingFailed(ILogger log, Guid ticket, int cycle, Exception fault);
}
