using System.Diagnostics;
using System.Globalization;
using Banzhang.Planning.Rosters.Team;

namespace Banzhang.Bench.Planning;

/// <summary>The product's own problem on a made-up call centre: quality after a time, and how quick the planner's questions are answered.</summary>
internal static class TeamTable
{
    public static int Run(int members, double seconds, int seed)
    {
        var team = Team(members, seed);
        var watch = Stopwatch.StartNew();
        var first = TimeSpan.Zero;
        var outcome = TeamSolver.Solve(team, new(TimeSpan.FromSeconds(seconds), seed, 2), TimeProvider.System, progress => first = first == TimeSpan.Zero ? progress.Elapsed : first);
        if (!outcome.IsDone)
            throw new InvalidOperationException(string.Join(' ', outcome.Refusal!.Arguments));
        var solution = outcome.Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{members} people: ready in {watch.Elapsed.TotalSeconds:F1} s (first roster {first.TotalSeconds:F2} s), cost {solution.Score.Cost}, {solution.Score.HardCount} hard, {solution.Counts.Moves / 1e6:F1} M moves, {solution.Counts.Lines} line programs, {Environment.WorkingSet >> 20} MB"));
        foreach (var group in solution.Score.Findings.GroupBy(finding => finding.Constraint))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key.Name}: {group.Count()} findings, cost {group.Sum(finding => finding.Cost)}"));
        Questions(team, solution.Roster);
        return 0;
    }

    private static void Questions(TeamProblem team, TeamRoster roster)
    {
        var desk = new RosterDesk(team, roster);
        var worker = Enumerable.Range(0, team.Members.Count).First(member => roster[member, 5] >= 0);
        Time("a change re-scored", () => desk.Preview(worker, 5, -1));
        Time("the whole roster judged", () => TeamScore.Of(team, roster));
        Time("why on Saturday, cost to free", () => desk.Why(worker, 5));
        Time("who can take it, ranked", () => desk.WhoCanTake(5, roster[worker, 5]));
    }

    private static void Time(string name, Action question)
    {
        for (var i = 0; i < 5; i++)
            question();
        var watch = Stopwatch.StartNew();
        var worst = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            var begun = watch.Elapsed;
            question();
            var took = watch.Elapsed - begun;
            worst = took > worst ? took : worst;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name}: {watch.Elapsed.TotalMilliseconds / 20:F2} ms, worst {worst.TotalMilliseconds:F2} ms"));
    }

    private static TeamProblem Team(int members, int seed)
    {
        var random = new Random(seed);
        var shifts = new List<DutyShift>();
        foreach (var start in new[] { 7, 8, 9, 10, 12, 13, 14 })
        {
            for (var variant = 0; variant < 4; variant++)
                shifts.Add(new($"{start}{"abcd"[variant]}", start * 60, 540, [new(180 + (variant * 30), 60, false), new(390 + (variant * 15), 15, true)]));
        }
        for (var variant = 0; variant < 2; variant++)
            shifts.Add(new($"N{"ab"[variant]}", 22 * 60, 540, [new(240 + (variant * 60), 60, false)]));
        var full = new Contract("full", 144 * 60, 160 * 60, 8 * 60, 5, 2, 2, 3, 6);
        var part = new Contract("part", 72 * 60, 96 * 60, 0, 5, 1, 1, 3, 4);
        var people = Enumerable.Range(0, members).Select(at => new TeamMember(
            $"M{at + 1}",
            at % 5 == 0 ? new HashSet<string> { "order", "refund" } : at % 2 == 0 ? new HashSet<string> { "order" } : new HashSet<string> { "refund" },
            at % 6 == 5 ? part : full,
            random.Next(3) == 0 ? new HashSet<int> { random.Next(28) } : new HashSet<int>(),
            at % 12 == 7 ? Enumerable.Range(0, 28).ToHashSet() : new HashSet<int>(),
            new(0, 0, null, random.Next(10), random.Next(8)))).ToList();
        var needs = new List<Requirement>();
        for (var day = 0; day < 28; day++)
        {
            foreach (var (skill, share) in new[] { ("order", 0.55), ("refund", 0.45) })
            {
                for (var interval = 0; interval < 48; interval++)
                {
                    var hour = interval / 2.0;
                    var shape = hour is < 7 or >= 23 ? 0.05 : 0.25 + (0.35 * Math.Exp(-Math.Pow((hour - 10.5) / 2, 2))) + (0.3 * Math.Exp(-Math.Pow((hour - 16) / 3, 2)));
                    needs.Add(new(day, skill, interval, (int)Math.Round(members * share * shape * (day % 7 >= 5 ? 0.55 : 0.8))));
                }
            }
        }
        var wishes = Enumerable.Range(0, members * 2).Select(_ => new DutyWish(random.Next(members), random.Next(28), random.Next(2) == 0 ? null : shifts[random.Next(shifts.Count)].Id, 1 + random.Next(3))).ToList();
        return new(new(2026, 11, 30), 28, 30, shifts, people, needs, LabourRules.China(new(2026, 11, 30)), new()) { Wishes = wishes };
    }
}
