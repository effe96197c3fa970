using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;

namespace Banzhang.Desk.Notifying;

/// <summary>Who reads tickets may learn that one changed; a customer's page watches its own ticket, whose id only its link tells.</summary>
internal sealed class DeskTopicGuard : ITopicGuard
{
    private static readonly string[] Kinds = ["ticket:", "queue:", "agent:"];

    public bool MayWatch(string topic, Actor by) =>
        topic.StartsWith("portal:", StringComparison.Ordinal)
        || (by.May(Permissions.ReadTickets) && (topic == "desk" || Array.Exists(Kinds, k => topic.StartsWith(k, StringComparison.Ordinal))));
}
