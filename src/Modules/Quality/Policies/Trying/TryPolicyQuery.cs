using System.Text;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies.Trying.Rules;

namespace Banzhang.Quality.Policies.Trying;

/// <param name="Edited">A policy that is not saved; null for the one in force.</param>
/// <param name="Sample">A sentence or a short dialogue; at most 5,000 characters.</param>
/// <param name="Age">The customer's; null when it is not known.</param>
public sealed record TryPolicy(Policy? Edited, string Sample, AgeGroup? Age);

/// <summary>Judges a sample at once, by a policy that need not be saved. Nothing is kept.</summary>
internal sealed class TryPolicyQuery(PolicyInForceQuery policies)
{
    public static readonly int LongestSample = 5000;

    public async Task<Outcome<TriedConversation>> RunAsync(TryPolicy question, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ReadPolicy))
        {
            return by.RefusalOf(Permissions.ReadPolicy);
        }

        if (CleanText.Check("sample", question.Sample, 0, LongestSample) is { } unclean)
        {
            return unclean;
        }

        if (question.Edited is null)
        {
            return Judge((await policies.ReadAsync(stop)).Inspector, question);
        }

        var compiled = PolicyReader.Read(Encoding.UTF8.GetBytes(PolicyReader.Write(question.Edited)));
        return compiled.IsDone ? Judge(new(compiled.Value), question) : compiled.Refusal!;
    }

    private static TriedConversation Judge(Inspector inspector, TryPolicy question)
    {
        var policy = inspector.Rules.Policy;
        var turns = PastedDialogue.Read(question.Sample, Words.AgentMarks.Split('|'), Words.CustomerMarks.Split('|'))
            .Select(turn => new Turn(turn.IsAgent ? Speaker.Agent : Speaker.Customer, turn.Text)).ToList();
        if (turns.Count == 0)
        {
            return TriedConversation.Nothing;
        }

        if (turns is [{ Speaker: Speaker.Agent }])
        {
            return new(Noted(turns, FindingNote.Of(policy, inspector.CheckDraft(turns[0].Text, question.Age))), null, policy.MaxScore, [], [], null);
        }

        var report = inspector.Inspect(new("", Conversation.Transcripts.Channel.Chat, question.Age, turns));
        var items = report.Items.Where(item => item.IsApplicable).ToLookup(item => item.Score >= item.Max, item => PolicyWords.Item(policy, item.Item));
        return new(Noted(turns, FindingNote.Of(policy, report.Findings)), report.Score, policy.MaxScore, [.. items[true]], [.. items[false]], null);
    }

    private static IReadOnlyList<TriedTurn> Noted(IReadOnlyList<Turn> turns, IReadOnlyList<FindingNote> notes) =>
        [.. turns.Select((turn, i) => new TriedTurn(turn.Speaker, turn.Text, [.. notes.Where(note => note.Turn == i)]))];
}
