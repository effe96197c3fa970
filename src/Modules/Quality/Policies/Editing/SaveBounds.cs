using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Quality.Policies.Editing;

/// <summary>Scale, weights and bounds: what is not words.</summary>
/// <param name="Weights">By item; those not named keep theirs.</param>
public sealed record SaveBounds(string Name, double MaxScore, IReadOnlyDictionary<string, double> Weights, PolicyThresholds Thresholds, string Note, int BasedOn);

internal sealed class SaveBoundsHandler(PolicyWritingHandler writing)
{
    public async Task<Outcome<int>> HandleAsync(SaveBounds command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.EditPolicy))
        {
            return by.RefusalOf(Permissions.EditPolicy);
        }

        var seen = await writing.SeenAsync(command.BasedOn, stop);
        if (!seen.IsDone)
        {
            return seen.Refusal!;
        }

        var edited = BoundEdits.With(seen.Value, command);
        return edited.IsDone
            ? await writing.WriteAsync(new(PolicyReader.Write(edited.Value), command.Note, command.BasedOn), by, stop)
            : edited.Refusal!;
    }
}

/// <summary>Bounds put into a policy, or why they cannot be.</summary>
internal static class BoundEdits
{
    public static Outcome<Policy> With(Policy policy, SaveBounds bounds)
    {
        if (CleanText.Check("name", bounds.Name, 1, 100) is { } unclean)
        {
            return unclean;
        }

        var t = bounds.Thresholds;
        (string Field, double From, double To)[] ranges = [("rateFrom", t.RateFrom, t.RateTo), ("englishRateFrom", t.EnglishRateFrom, t.EnglishRateTo), ("volumeFrom", t.VolumeFrom, t.VolumeTo)];
        return Array.Find(ranges, range => range.From >= range.To) is { Field: { } crossed }
            ? new BoundsAreCrossed(crossed)
            : policy with
            {
                Name = bounds.Name.Trim(),
                MaxScore = bounds.MaxScore,
                Thresholds = t,
                Items = [.. policy.Items.Select(item => bounds.Weights.TryGetValue(item.Id, out var weight) ? item with { Max = weight } : item)],
            };
    }
}
