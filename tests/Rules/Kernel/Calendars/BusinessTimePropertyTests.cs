using Banzhang.Kernel.Calendars;
using FsCheck;
using FsCheck.Fluent;

namespace Banzhang.Tests.Rules.Kernel.Calendars;

/// <summary>Laws of business time over wild calendars: windows past midnight, overlaps, odd days, zones that change their clocks.</summary>
public class BusinessTimePropertyTests
{
    /// <summary>Days around which some zone above changes its clocks, skips or doubles an hour, or just goes on.</summary>
    private static readonly DateOnly[] Around =
    [
        new(2024, 3, 10), new(2024, 3, 31), new(2024, 4, 7), new(2024, 10, 6), new(2024, 10, 27), new(2024, 11, 3), new(2025, 1, 1),
        new(2011, 12, 30), new(2010, 11, 7), new(2025, 9, 7),
    ];

    [Fact]
    public void Open_time_equals_counting_every_minute() => Holds(40, random =>
    {
        var (calendar, from) = Case(random);
        var oracle = new MinuteByMinute(calendar.Definition);
        var to = from.AddMinutes(random.Next(14 * 24 * 60));

        return calendar.Between(from, to) == TimeSpan.FromMinutes(oracle.OpenMinutes(from, to));
    });

    [Fact]
    public void Being_open_equals_the_wall_clock_standing_in_a_window() => Holds(300, random =>
    {
        var (calendar, from) = Case(random);

        return calendar.IsOpen(from) == new MinuteByMinute(calendar.Definition).IsOpen(from);
    });

    [Fact]
    public void Between_gives_back_what_was_added() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);
        var duration = Duration(random);

        return calendar.Between(from, calendar.Add(from, duration)) == duration;
    });

    [Fact]
    public void Add_gives_the_earliest_such_instant() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);
        var duration = Duration(random) + TimeSpan.FromTicks(1);

        var due = calendar.Add(from, duration);

        return calendar.Between(from, due.AddTicks(-1)) == duration - TimeSpan.FromTicks(1) && calendar.IsOpen(due.AddTicks(-1));
    });

    [Fact]
    public void Adding_what_lies_between_never_overshoots() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);
        var to = from.AddMinutes(random.Next(20_000));

        return calendar.Add(from, calendar.Between(from, to)) <= to;
    });

    [Fact]
    public void More_time_is_never_due_earlier() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);
        var duration = Duration(random);

        return calendar.Add(from, duration) < calendar.Add(from, duration + TimeSpan.FromTicks(1 + random.Next(1_000_000)));
    });

    [Fact]
    public void A_later_start_is_never_due_earlier() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);
        var duration = Duration(random);

        return calendar.Add(from, duration) <= calendar.Add(from.AddMinutes(random.Next(5000)), duration);
    });

    [Fact]
    public void Open_time_adds_up_over_any_instant_between() => Holds(1000, random =>
    {
        var (calendar, a) = Case(random);
        var b = a.AddMinutes(random.Next(-500_000, 500_000));
        var c = a.AddMinutes(random.Next(-500_000, 500_000));

        return calendar.Between(a, b) + calendar.Between(b, c) == calendar.Between(a, c);
    });

    [Fact]
    public void The_next_opening_is_open_and_nothing_before_it_is() => Holds(1000, random =>
    {
        var (calendar, from) = Case(random);

        var opening = calendar.NextOpening(from);

        return opening >= from && calendar.IsOpen(opening) && calendar.Between(from, opening) == TimeSpan.Zero;
    });

    [Fact]
    public void An_explanation_accounts_for_all_time_and_every_date() => Holds(300, random =>
    {
        var (calendar, from) = Case(random);
        var duration = Duration(random);

        var explanation = calendar.Explain(from, duration);

        return explanation.Due == calendar.Add(from, duration)
            && explanation.Steps.Sum(step => step.Used.Ticks) == duration.Ticks
            && explanation.Steps[^1].Left == TimeSpan.Zero
            && explanation.Steps.Zip(explanation.Steps.Skip(1)).All(pair => pair.Second.Day.Date == pair.First.Day.Date.AddDays(1));
    });

    private static void Holds(int times, Func<Random, bool> law) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(times),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => law(new Random(unchecked(seed * 7919)))));

    private static (BusinessCalendar Calendar, DateTimeOffset From) Case(Random random)
    {
        var near = Around[random.Next(Around.Length)];
        var calendar = new BusinessCalendar(ACalendar.Wild(random, near));
        var from = new DateTimeOffset(near.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddMinutes(random.Next(-7 * 24 * 60, 7 * 24 * 60));
        return (calendar, from);
    }

    private static TimeSpan Duration(Random random) => random.Next(3) switch
    {
        0 => TimeSpan.FromMinutes(random.Next(240)),
        1 => TimeSpan.FromHours(random.Next(200)),
        _ => TimeSpan.FromTicks(random.NextInt64(TimeSpan.TicksPerDay * 30)),
    };
}
