using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;

namespace Banzhang.Quality.Inspecting;

/// <summary>Who reads inspections may learn that there are new ones.</summary>
internal sealed class InspectionTopicGuard : ITopicGuard
{
    public static readonly string Topic = "inspections";

    public bool MayWatch(string topic, Actor by) => topic == Topic && by.May(Permissions.ReadInspections);
}
