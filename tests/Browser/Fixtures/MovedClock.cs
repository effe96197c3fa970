namespace Banzhang.Tests.Browser.Fixtures;

/// <summary>Runs like the real one, but the run begins on a Thursday afternoon at work, so that every run sees the same company.</summary>
public sealed class MovedClock : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 12, 6, 32, 0, TimeSpan.Zero);
    private readonly TimeSpan _moved = Start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _moved;
}
