using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies;

namespace Banzhang.Quality.Drafting;

/// <param name="Text">At most 20,000 characters.</param>
public sealed record CheckDraft(string Text);

/// <summary>What in a half-typed answer should be said otherwise. Reads the policy from memory, keeps nothing.</summary>
internal sealed class CheckDraftQuery(PolicyInForceQuery policies)
{
    public static readonly int LongestDraft = 20_000;

    public async Task<Outcome<IReadOnlyList<FindingNote>>> RunAsync(CheckDraft draft, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.CheckDrafts))
        {
            return by.RefusalOf(Permissions.CheckDrafts);
        }

        if (CleanText.Check("text", draft.Text, 0, LongestDraft) is { } unclean)
        {
            return unclean;
        }

        var policy = await policies.ReadAsync(stop);
        return Outcome.Of(FindingNote.Of(policy.Policy, policy.Inspector.CheckDraft(draft.Text)));
    }
}
