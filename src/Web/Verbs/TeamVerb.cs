using System.CommandLine;
using System.Globalization;
using Banzhang.Kernel;
using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Team;
using Banzhang.Planning.Rosters.Team.Files;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary><c>roster plan</c> makes a team's roster, <c>roster explain</c> judges one and answers a planner's questions about it (docs/team-rosters.md).</summary>
internal static class TeamVerb
{
    private static readonly Argument<string> Team = new("TEAM") { Description = Words.HelpRosterTeam };

    public static Command Plan()
    {
        var search = new SearchOptions(10);
        var start = new Option<string?>("--start") { Description = Words.HelpRosterTeamStart, HelpName = "ROSTER" };
        var result = new Option<string>("--out") { Description = Words.HelpRosterOut, HelpName = "FILE", Required = true };
        var plan = new Command("plan", Words.HelpRosterPlan) { Team, search.Time, search.Rounds, search.Seed, search.Threads, start, result };
        plan.SetAction(async (parsed, stop) =>
            search.Read(parsed) is { } limits ? await PlanAsync(parsed.GetValue(Team)!, limits, parsed.GetValue(start), parsed.GetValue(result)!, stop) : CommandLine.Unusable);
        return plan;
    }

    public static Command Explain()
    {
        var roster = new Argument<string>("ROSTER") { Description = Words.HelpRosterTeamFile };
        var member = new Option<string?>("--member") { Description = Words.HelpRosterMember, HelpName = "ID" };
        var shift = new Option<string?>("--shift") { Description = Words.HelpRosterShift, HelpName = "ID" };
        var date = new Option<string?>("--date") { Description = Words.HelpRosterDate, HelpName = "YYYY-MM-DD" };
        var explain = new Command("explain", Words.HelpRosterExplain) { Team, roster, member, shift, date };
        explain.SetAction(async (parsed, stop) =>
        {
            var (who, what, when) = (parsed.GetValue(member), parsed.GetValue(shift), parsed.GetValue(date));
            if ((who is not null && what is not null) || (who ?? what) is null != when is null)
            {
                Console.Error.WriteLine(Words.RosterQuestion);
                return CommandLine.Unusable;
            }

            if (await TeamAsync(parsed.GetValue(Team)!, stop) is not { } team || await RosterAsync(parsed.GetValue(roster)!, team, stop) is not { } judged)
                return CommandLine.Unusable;
            return when is null ? Judge(team, judged) : Answer(team, judged, who, what, when);
        });
        return explain;
    }

    private static async Task<int> PlanAsync(string path, SearchLimits limits, string? start, string result, CancellationToken stop)
    {
        if (await TeamAsync(path, stop) is not { } team)
            return CommandLine.Unusable;
        TeamRoster? begin = null;
        if (start is not null)
        {
            begin = await RosterAsync(start, team, stop);
            if (begin is null)
                return CommandLine.Unusable;
            if (TeamScore.Of(team, begin).Findings.FirstOrDefault(finding => finding.Constraint.IsHard) is { } first)
                Console.Error.WriteLine(WordBook.Say(Words.RosterStartBroken, start, first.Constraint.Say(team, first)));
        }

        await using var file = ResultFile.Open(result, path);
        if (file is null)
            return CommandLine.Unusable;
        var found = await KeptSearch.RunAsync(
            file,
            (tell, keep, ended) => TeamSolver.Solve(team, limits, TimeProvider.System, tell, begin, roster => keep(() => RosterWriter.Write(team, roster.Value)), ended),
            solution => RosterWriter.Write(team, solution.Roster),
            stop);
        if (!found.IsDone)
            return CommandLine.Refuse(found.Refusal!);
        var score = found.Value.Score;
        Console.Out.WriteLine(WordBook.Say(Words.RosterPlanned, score.Cost, KeptSearch.Bound(found.Value.Bound), score.HardCount));
        Tell(TeamSentences.Summary(score));
        return CommandLine.Done;
    }

    private static int Judge(TeamProblem team, TeamRoster roster)
    {
        var score = TeamScore.Of(team, roster);
        Tell(TeamSentences.Findings(team, score));
        Console.Out.WriteLine(WordBook.Say(Words.RosterJudged, score.Cost, score.HardCount));
        Tell(TeamSentences.Summary(score));
        return score.HardCount == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>One of <paramref name="member"/> and <paramref name="shift"/> is given.</summary>
    private static int Answer(TeamProblem team, TeamRoster roster, string? member, string? shift, string date)
    {
        var last = team.DateOf(team.Days - 1);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) || on < team.FirstDay || on > last)
            return Wrong("--date", TeamFileFault.DateOutside, date, $"{Written(team.FirstDay)}..{Written(last)}");
        var day = on.DayNumber - team.FirstDay.DayNumber;
        if (member is not null)
        {
            var who = team.Members.Index().Where(one => one.Item.Id == member).Select(one => one.Index).DefaultIfEmpty(-1).Single();
            if (who < 0)
                return Wrong("--member", TeamFileFault.UnknownMember, member, Some(team.Members.Select(one => one.Id)));
            Tell(TeamSentences.Why(team, roster, who, day));
            return CommandLine.Done;
        }

        var what = team.Shifts.Index().Where(one => one.Item.Id == shift).Select(one => one.Index).DefaultIfEmpty(-1).Single();
        if (what < 0)
            return Wrong("--shift", TeamFileFault.UnknownShift, shift!, Some(team.Shifts.Select(one => one.Id))); // the other one is not given
        Tell(TeamSentences.WhoCanTake(team, roster, day, what));
        return CommandLine.Done;
    }

    private static async Task<TeamProblem?> TeamAsync(string file, CancellationToken stop) =>
        await CommandLine.ReadTextAsync(file, stop) is { } text ? Read(file, TeamReader.Read(text)) : null;

    private static async Task<TeamRoster?> RosterAsync(string file, TeamProblem team, CancellationToken stop) =>
        await CommandLine.ReadTextAsync(file, stop) is { } text ? Read(file, RosterReader.Read(text, team)) : null;

    /// <summary>Null with a line on standard error when it was refused.</summary>
    private static T? Read<T>(string file, Outcome<T> outcome) where T : class
    {
        if (outcome.IsDone)
            return outcome.Value;
        CommandLine.Refuse(file, outcome.Refusal!);
        return null;
    }

    private static int Wrong(string option, TeamFileFault fault, string given, string wanted) => CommandLine.Refuse(new TeamFileUnusable(option, fault, given, wanted));

    private static string Some(IEnumerable<string> names) => string.Join(", ", names.Take(9).Select((name, at) => at < 8 ? name : "…"));

    private static void Tell(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            Console.Out.WriteLine(line);
    }

    private static string Written(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
