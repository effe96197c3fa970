using System.CommandLine;
using System.Globalization;
using Banzhang.Planning.Rosters;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary>How long and how wide a verb searches for a roster.</summary>
/// <param name="seconds">Where <c>--time</c> is not given.</param>
internal sealed class SearchOptions(double seconds)
{
    private const int MostThreads = 64, MostRounds = 1_000_000;

    public Option<double> Time { get; } = new("--time") { Description = Words.HelpRosterTime, HelpName = "SECONDS", DefaultValueFactory = _ => seconds };

    public Option<int?> Rounds { get; } = new("--rounds") { Description = Words.HelpRosterRounds, HelpName = "N" };

    public Option<int> Seed { get; } = new("--seed") { Description = Words.HelpRosterSeed, HelpName = "N", DefaultValueFactory = _ => 1 };

    public Option<int> Threads { get; } = new("--threads") { Description = Words.HelpRosterThreads, HelpName = "N", DefaultValueFactory = _ => Math.Min(MostThreads, Environment.ProcessorCount) };

    /// <summary>Null with a line on standard error when one is out of range.</summary>
    public SearchLimits? Read(ParseResult parsed)
    {
        var (time, count) = (parsed.GetValue(Time), parsed.GetValue(Threads));
        if (time is not (>= 0.001 and <= 1_000_000))
            return Wrong("--time", time, "0.001..1000000");
        if (count is < 1 or > MostThreads)
            return Wrong("--threads", count, $"1..{MostThreads}");
        if (parsed.GetValue(Rounds) is { } most and (< 0 or > MostRounds))
            return Wrong("--rounds", most, $"0..{MostRounds}");
        return new(TimeSpan.FromSeconds(time), parsed.GetValue(Seed), count, parsed.GetValue(Rounds));
    }

    private static SearchLimits? Wrong(string option, IFormattable given, string wanted)
    {
        Console.Error.WriteLine(WordBook.Say(Words.RosterOption, option, given.ToString(null, CultureInfo.InvariantCulture), wanted));
        return null;
    }
}
