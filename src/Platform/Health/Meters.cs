using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Banzhang.Platform.Health;

/// <summary>The product's own metrics and traces; rooms add theirs to the same meter.</summary>
public static class Meters
{
    public static readonly string Name = "Banzhang";
    public static readonly Meter Meter = new(Name);
    public static readonly ActivitySource Activities = new(Name);
    public static readonly Counter<long> Acts = Meter.CreateCounter<long>("banzhang.acts", description: "Use cases committed");
    public static readonly Histogram<double> GroupSize = Meter.CreateHistogram<double>("banzhang.write.group", description: "Acts in one commit of the embedded database");
    public static readonly Counter<long> Delivered = Meter.CreateCounter<long>("banzhang.outbox.delivered", description: "Outbox messages delivered");
    public static readonly Gauge<long> OutboxWaiting = Meter.CreateGauge<long>("banzhang.outbox.waiting", description: "Events not told yet");
    public static readonly Gauge<long> OutboxFailing = Meter.CreateGauge<long>("banzhang.outbox.failing", description: "Events whose listener failed at least once");
}
