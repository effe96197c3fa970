namespace Banzhang.Kernel.Calendars;

/// <summary>
/// Opening hours on a wall clock: <paramref name="From"/> is in, <paramref name="To"/> is out. When <paramref name="To"/> is not later
/// than <paramref name="From"/> the window passes midnight and ends on the next day, so 22:00-06:00 is eight hours and equal times are
/// 24 hours (00:00-00:00 is the whole day). A window belongs to the day on which it starts.
/// </summary>
public sealed record WorkWindow(TimeOnly From, TimeOnly To)
{
    /// <summary>The whole day, midnight to midnight.</summary>
    public static WorkWindow WholeDay { get; } = new(TimeOnly.MinValue, TimeOnly.MinValue);

    /// <summary>Ticks from midnight of its day to the end; beyond 24 hours when the window passes midnight.</summary>
    internal long EndTicks => To > From ? To.Ticks : To.Ticks + TimeSpan.TicksPerDay;

    /// <summary>Invariant: <c>09:00-18:00</c>.</summary>
    public override string ToString() => $"{From:HH:mm}-{To:HH:mm}";
}
