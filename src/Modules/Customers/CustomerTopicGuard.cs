using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;

namespace Banzhang.Customers;

/// <summary>Who reads customers may learn that one changed.</summary>
internal sealed class CustomerTopicGuard : ITopicGuard
{
    public bool MayWatch(string topic, Actor by) => topic.StartsWith("customer:", StringComparison.Ordinal) && by.May(Permissions.ReadCustomers);
}
