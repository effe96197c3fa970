using System.Text;
using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Policies.Editing;

/// <param name="Text">The whole file.</param>
/// <param name="Note">Why, for those who read the history; at most 200 characters, may be empty.</param>
/// <param name="BasedOn">The version that was seen.</param>
public sealed record SavePolicy(string Text, string Note, int BasedOn);

internal sealed class SavePolicyHandler(PolicyWritingHandler writing)
{
    /// <returns>The new version.</returns>
    public async Task<Outcome<int>> HandleAsync(SavePolicy command, Actor by, CancellationToken stop) =>
        by.May(Permissions.EditPolicy) ? await writing.WriteAsync(command, by, stop) : by.RefusalOf(Permissions.EditPolicy);
}

/// <summary>Writes a version, for all acts that end in one: compiles first, so that what is in force can always be judged by.</summary>
internal sealed class PolicyWritingHandler(IWrites writes, PolicyInForceQuery policies)
{
    /// <summary>1 MiB; the shipped one has some 60 KiB.</summary>
    public static readonly int LargestFile = 1024 * 1024;

    /// <summary>The policy a change is made from; refused when it is not the newest any more.</summary>
    public async Task<Outcome<Policy>> SeenAsync(int basedOn, CancellationToken stop)
    {
        policies.Forget();
        var newest = await policies.ReadAsync(stop);
        return newest.Version == basedOn ? newest.Policy : new ChangedMeanwhile();
    }

    public async Task<Outcome<int>> WriteAsync(SavePolicy command, Actor by, CancellationToken stop)
    {
        if (command.Text.Length > LargestFile)
        {
            return new PolicyIsTooLarge(LargestFile);
        }

        if ((CleanText.Check("note", command.Note, 0, PolicyVersion.LongestNote) ?? CleanText.Check("file", command.Text, 1, LargestFile)) is { } unclean)
        {
            return unclean;
        }

        var version = command.BasedOn + 1;
        var compiled = PolicyReader.Read(Encoding.UTF8.GetBytes(command.Text), version);
        if (compiled.Refusal is { } refusal)
        {
            return refusal;
        }

        var before = await policies.ReadVersionAsync(command.BasedOn, stop);
        if (before is null)
        {
            return new ChangedMeanwhile();
        }

        var changed = PolicyChanges.Between(before.Policy, compiled.Value.Policy);
        var written = await writes.ActAsync<int>(by, async (act, token) =>
        {
            var last = await act.Db.Set<PolicyVersion>().MaxAsync(p => (int?)p.Version, token) ?? PolicyInForceQuery.Shipped.Version;
            if (last != command.BasedOn)
            {
                return new ChangedMeanwhile();
            }

            act.Add(PolicyVersion.Of(version, command.Text, command.Note.Trim(), changed, by, act.Now));
            act.Audit("QualityPolicyChanged", $"quality-policy:{version}", after: new { Changed = changed, command.Note });
            return version;
        }, stop);
        policies.Forget();
        return written;
    }
}
