using Banzhang.Planning.Rosters.Benchmark;

namespace Banzhang.Tests.Rules.Planning.Rosters;

/// <summary>Instances made for tests: the kiosk of the fixture and random small ones.</summary>
internal static class AnInstance
{
    public static string KioskText { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Planning", "Rosters", "Fixtures", "kiosk.txt"));

    public static ShiftInstance Kiosk => InstanceReader.Read("kiosk.txt", KioskText).Value;

    /// <summary>Half a year that is too long for the exact program, of somebody who shall work one day more than there are weekdays and no weekend: no line exists, and nothing proves it.</summary>
    public static ShiftInstance TooManyHours { get; } = new(
        182, [new("E", 480, []), new("L", 500, [])], [new("Ann", [182, 182], 100_000, 131 * 500, 5, 1, 1, 0, new HashSet<int>())], [], []);

    /// <summary>A random instance small enough to try every roster, or larger when asked.</summary>
    public static ShiftInstance Random(Random random, int staff, int days, int types)
    {
        var shifts = Enumerable.Range(0, types).Select(type => new ShiftType($"T{type}", 360 + (120 * random.Next(2)), [.. Enumerable.Range(0, types).Where(next => next < type && random.Next(3) > 0)])).ToList();
        var members = Enumerable.Range(0, staff).Select(at =>
        {
            var longest = 2 + random.Next(4);
            var least = random.Next(3) * 360;
            return new StaffMember($"P{at}", [.. shifts.Select(_ => random.Next(4) == 0 ? random.Next(3) : days)], least + 1200 + (random.Next(4) * 360), least, longest, 1 + random.Next(Math.Min(3, longest)), 1 + random.Next(3),
                random.Next(2) + (days / 14), random.Next(2) == 0 ? new HashSet<int> { random.Next(days) } : new HashSet<int>());
        }).ToList();
        var requests = Enumerable.Range(0, staff * 2).Select(_ => new ShiftRequest(random.Next(staff), random.Next(days), random.Next(types), 1 + random.Next(3), random.Next(2) == 0)).ToList();
        var cover = (from day in Enumerable.Range(0, days) from type in Enumerable.Range(0, types) where random.Next(5) > 0 select new ShiftCover(day, type, random.Next(staff), 20 + random.Next(80), 1 + random.Next(2))).ToList();
        return new(days, shifts, members, requests, cover);
    }

    /// <summary>Every line of days off and shifts, as types from 1 with 0 for off.</summary>
    public static IEnumerable<byte[]> AllLines(int days, int types)
    {
        var total = (int)Math.Pow(types + 1, days);
        for (var number = 0; number < total; number++)
        {
            var line = new byte[days];
            for (int day = 0, rest = number; day < days; day++, rest /= types + 1)
                line[day] = (byte)(rest % (types + 1));
            yield return line;
        }
    }
}

/// <summary>A clock that never moves: only rounds, a proven optimum or cancellation end a search, so that the machine decides nothing.</summary>
internal sealed class StandingClock : TimeProvider
{
    public static StandingClock Instance { get; } = new();

    public override long GetTimestamp() => 0;
}

/// <summary>A clock that moves on by a millisecond whenever it is asked: a limit of time is a number of questions, on every machine.</summary>
internal sealed class TickingClock : TimeProvider
{
    private long _asked;

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => Interlocked.Increment(ref _asked);
}
