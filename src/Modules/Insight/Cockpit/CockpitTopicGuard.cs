using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;

namespace Banzhang.Insight.Cockpit;

/// <summary>Who sees the supervisor's seat may learn that its numbers moved.</summary>
internal sealed class CockpitTopicGuard : ITopicGuard
{
    public bool MayWatch(string topic, Actor by) => topic == "cockpit" && by.May(Permissions.ReadCockpit);
}
