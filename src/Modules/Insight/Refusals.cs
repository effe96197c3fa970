using Banzhang.Kernel;

namespace Banzhang.Insight;

public sealed record NoSuchMetric : NotFound;

public sealed record TargetsAreOutOfRange() : Invalid("target");

public sealed record AlarmLimitsAreOutOfRange() : Invalid("waitMinutes");

public sealed record NoSuchCockpitQueue(string Queue) : Invalid("queue")
{
    public override object[] Arguments => [Queue];
}
