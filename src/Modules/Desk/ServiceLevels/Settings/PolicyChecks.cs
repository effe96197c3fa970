using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Kernel;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>What keeps a rule from being in force; each at its field.</summary>
internal static class PolicyChecks
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1000);

    /// <param name="policy">The rule as it would be.</param>
    /// <param name="others">The names of the other rules.</param>
    /// <param name="calendars">Ids of the calendars in force.</param>
    public static IEnumerable<Invalid> Of(ServiceLevelPolicy policy, IEnumerable<string> others, IEnumerable<string> calendars)
    {
        if (policy.Name.Length == 0)
        {
            yield return new PolicyIsUnnamed();
        }
        else if (others.Contains(policy.Name))
        {
            yield return new PolicyNameIsTaken(policy.Name);
        }

        if (policy is { FirstResponse: null, NextResponse: null, Resolution: null })
        {
            yield return new PolicyPromisesNothing();
        }

        foreach (var (field, limit) in new[] { ("firstResponse", policy.FirstResponse), ("nextResponse", policy.NextResponse), ("resolution", policy.Resolution) })
        {
            if (limit < Least || limit > Most)
            {
                yield return new LimitIsOutOfRange(field);
            }
        }

        if (policy.Resolution < policy.FirstResponse)
        {
            yield return new ResolutionIsShorter(SettingsText.Length(policy.FirstResponse.Value));
        }
        else if (policy.Resolution < policy.NextResponse)
        {
            yield return new ResolutionIsShorterThanReply(SettingsText.Length(policy.NextResponse.Value));
        }

        if (!calendars.Contains(policy.Calendar))
        {
            yield return new CalendarIsUnknown(policy.Calendar);
        }

        if (policy.WarnAtPercent is < 1 or > 99)
        {
            yield return new WarnIsOutOfRange();
        }

        for (var step = 1; step < policy.Escalation.Count; step++)
        {
            if (policy.Escalation[step].After < policy.Escalation[step - 1].After)
            {
                yield return new StepsAreNotInOrder($"step{step}");
            }
        }
    }
}
