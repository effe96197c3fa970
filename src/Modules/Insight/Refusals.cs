using Banzhang.Kernel;

namespace Banzhang.Insight;

public sealed record NoSuchMetric : NotFound;

public sealed record TargetsAreOutOfRange() : Invalid("target");
