using Banzhang.Desk.ServiceLevels.Rules;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <param name="Was">Name of the rule that is replaced; empty adds a new one before the last, which usually catches everything else.</param>
/// <param name="BasedOn">The version of the rules that was seen.</param>
public sealed record SavePolicy(string Was, ServiceLevelPolicy Policy, int BasedOn);

internal sealed class SavePolicyHandler(SettingsBook settings)
{
    /// <summary>The version that is in force now.</summary>
    public async Task<Outcome<int>> HandleAsync(SavePolicy command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        var seen = await settings.GetAsync(ServiceLevelSettings.Policies, stop);
        if (seen.Version != command.BasedOn)
        {
            return new ChangedMeanwhile();
        }

        var calendars = await settings.GetAsync(ServiceLevelSettings.Calendars, stop);
        var policies = seen.Value.Policies.ToList();
        var at = policies.FindIndex(p => p.Name == command.Was);
        if (command.Was.Length > 0 && at < 0)
        {
            return new RuleIsGone(command.Was);
        }

        if (PolicyChecks.Of(command.Policy, policies.Where((_, i) => i != at).Select(p => p.Name), calendars.Value.Calendars.Select(c => c.Id)).FirstOrDefault() is { } invalid)
        {
            return invalid;
        }

        if (at >= 0)
        {
            policies[at] = command.Policy;
        }
        else
        {
            policies.Insert(Math.Max(0, policies.Count - 1), command.Policy);
        }

        return await settings.ChangeAsync(ServiceLevelSettings.Policies, new ServiceLevelPolicies(policies), command.BasedOn, by, stop);
    }
}

/// <param name="Up">Towards the top, where it is asked earlier.</param>
public sealed record MovePolicy(string Name, bool Up, int BasedOn);

internal sealed class MovePolicyHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(MovePolicy command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        var seen = await settings.GetAsync(ServiceLevelSettings.Policies, stop);
        if (seen.Version != command.BasedOn)
        {
            return new ChangedMeanwhile();
        }

        var policies = seen.Value.Policies.ToList();
        var at = policies.FindIndex(p => p.Name == command.Name);
        if (at < 0)
        {
            return new RuleIsGone(command.Name);
        }

        var to = Math.Clamp(at + (command.Up ? -1 : 1), 0, policies.Count - 1);
        (policies[at], policies[to]) = (policies[to], policies[at]);
        return await settings.ChangeAsync(ServiceLevelSettings.Policies, new ServiceLevelPolicies(policies), command.BasedOn, by, stop);
    }
}

public sealed record RemovePolicy(string Name, int BasedOn);

internal sealed class RemovePolicyHandler(SettingsBook settings)
{
    public async Task<Outcome<int>> HandleAsync(RemovePolicy command, Actor by, CancellationToken stop)
    {
        if (!by.May(Platform.Identity.Permissions.ManageSettings))
        {
            return new MayNot(Platform.Identity.Permissions.ManageSettings.Code);
        }

        var seen = await settings.GetAsync(ServiceLevelSettings.Policies, stop);
        if (seen.Version != command.BasedOn)
        {
            return new ChangedMeanwhile();
        }

        var left = seen.Value.Policies.Where(p => p.Name != command.Name).ToList();
        return left.Count == seen.Value.Policies.Count
            ? new RuleIsGone(command.Name)
            : await settings.ChangeAsync(ServiceLevelSettings.Policies, new ServiceLevelPolicies(left), command.BasedOn, by, stop);
    }
}
