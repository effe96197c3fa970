using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;

namespace Banzhang.Desk.ServiceLevels.Rules;

/// <summary>Which policy binds a contact: the first that fits, in the order of the list.</summary>
public static class PolicyChoice
{
    public static ServiceLevelPolicy? For(IReadOnlyList<ServiceLevelPolicy> policies, Channel channel, Priority priority, string type, CustomerTier tier)
    {
        foreach (var policy in policies)
        {
            if ((policy.Channel is null || policy.Channel == channel)
                && (policy.Priority is null || policy.Priority == priority)
                && (policy.Type is null || policy.Type == type)
                && (policy.LeastTier is null || tier >= policy.LeastTier))
            {
                return policy;
            }
        }

        return null;
    }
}
