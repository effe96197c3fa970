namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>Stands still until it is moved. Timers run on the real clock: what waits in tests is not what is tested.</summary>
public sealed class FakeClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
