using Banzhang.Platform.Identity;

namespace Banzhang.Platform.Live;

/// <summary>Says who may learn that a room's topics went stale. A topic that no guard knows is watched by nobody.</summary>
public interface ITopicGuard
{
    /// <summary>False also for topics of other rooms.</summary>
    bool MayWatch(string topic, Actor by);
}

/// <summary>What concerns one person is told to that person only.</summary>
internal sealed class OwnTopicGuard : ITopicGuard
{
    public bool MayWatch(string topic, Actor by) => by.IsSignedIn && topic == $"user:{by.Id}";
}
