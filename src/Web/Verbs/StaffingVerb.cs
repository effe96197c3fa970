using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Banzhang.Planning.Staffing;
using Banzhang.Platform.Http;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary><c>staffing</c>: evaluates a number of agents, or finds the fewest that keep what is promised. One JSON object.</summary>
internal static class StaffingVerb
{
    private static readonly Option<string> Model = new("--model") { Description = Words.HelpStaffingModel, HelpName = "erlang-b|erlang-c|erlang-a", Required = true };
    private static readonly Option<string> Calls = new("--calls") { Description = Words.HelpStaffingCalls, HelpName = "N", Required = true };
    private static readonly Option<string> Interval = new("--interval") { Description = Words.HelpStaffingInterval, HelpName = "30m", DefaultValueFactory = _ => "30m" };
    private static readonly Option<string> HandlingTime = new("--aht") { Description = Words.HelpStaffingAht, HelpName = "240s", Required = true };
    private static readonly Option<string?> Patience = new("--patience") { Description = Words.HelpStaffingPatience, HelpName = "90s" };
    private static readonly Option<string?> ServiceLevel = new("--service-level") { Description = Words.HelpStaffingServiceLevel, HelpName = "80/20" };
    private static readonly Option<string?> Agents = new("--agents") { Description = Words.HelpStaffingAgents, HelpName = "N" };
    private static readonly Option<string?> Absence = new("--shrinkage") { Description = Words.HelpStaffingShrinkage, HelpName = "30%" };
    private static readonly Option<string?> Concurrency = new("--concurrency") { Description = Words.HelpStaffingConcurrency, HelpName = "3" };
    private static readonly Option<string?> Occupancy = new("--max-occupancy") { Description = Words.HelpStaffingOccupancy, HelpName = "85%" };
    private static readonly Option<string?> Abandonment = new("--max-abandon") { Description = Words.HelpStaffingAbandon, HelpName = "5%" };
    private static readonly Option<string?> Speed = new("--max-asa") { Description = Words.HelpStaffingAsa, HelpName = "20s" };

    private static readonly Option<string?> ShortAbandon = new("--short-abandon") { Description = Words.HelpStaffingShortAbandon, HelpName = "5s" };
    private static readonly Option<string?> Waiting = new("--waiting") { Description = Words.HelpStaffingWaiting, HelpName = "N" };

    public static Command Command()
    {
        var command = new Command("staffing", Words.HelpStaffing) { Model, Calls, Interval, HandlingTime, Patience, ServiceLevel, Agents, Absence, Concurrency, Occupancy, Abandonment, Speed, ShortAbandon, Waiting };
        command.SetAction(parsed =>
        {
            try
            {
                return Run(parsed);
            }
            catch (WrongOption wrong)
            {
                Console.Error.WriteLine(wrong.Message);
                return CommandLine.Unusable;
            }
        });
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var model = parsed.GetValue(Model) switch
        {
            "erlang-b" => StaffingModel.ErlangB,
            "erlang-c" => StaffingModel.ErlangC,
            "erlang-a" => StaffingModel.ErlangA,
            var other => throw new WrongOption(WordBook.Say(Words.StaffingModelUnknown, other)),
        };
        var read = new OptionReader(parsed);
        var load = new QueueLoad(read.Number(Calls, 0, 10_000_000), read.Length(Interval)!.Value, read.Length(HandlingTime)!.Value, read.Length(Patience));
        if (model == StaffingModel.ErlangA && load.Patience is null)
        {
            throw new WrongOption(Words.StaffingPatienceMissing);
        }

        var (level, within) = read.Level(ServiceLevel);
        var parallel = (int)read.Whole(Concurrency, 1, ServiceCapacity.MostParallel, 1);
        var share = read.Share(Absence) ?? 0;
        if (share > Shrinkage.Most)
        {
            throw new WrongOption(WordBook.Say(Words.StaffingShrinkageWrong, Absence.Name, parsed.GetValue(Absence), Shrinkage.Most));
        }

        var busy = read.Share(Occupancy);
        if (busy == 0)
        {
            throw new WrongOption(WordBook.Say(Words.StaffingOccupancyWrong, Occupancy.Name, parsed.GetValue(Occupancy)));
        }

        var targets = new StaffingTargets(level, within, read.Length(Speed), busy, read.Share(Abandonment));
        if (load.Traffic > Staff.Most)
        {
            throw new WrongOption(WordBook.Say(Words.StaffingTrafficTooHigh, load.Traffic));
        }

        int? waiting = parsed.GetValue(Waiting) is null ? null : (int)read.Whole(Waiting, 0, StaffingDay.MostTraffic, 0);
        if (waiting is not null && (model == StaffingModel.ErlangB || load.Traffic > StaffingDay.MostTraffic))
        {
            throw new WrongOption(WordBook.Say(Words.StaffingWaitingWrong, StaffingDay.MostTraffic));
        }

        if (waiting is not null && load.Interval / load.HandlingTime > StaffingDay.MostHandlingTimes)
        {
            throw new WrongOption(WordBook.Say(Words.StaffingWaitingLong, StaffingDay.MostHandlingTimes));
        }

        int? agents = parsed.GetValue(Agents) is null ? null : (int)read.Whole(Agents, 1, waiting is null ? Staff.Most : StaffingDay.MostTraffic, 1);
        var carried = waiting is null ? null : Carried(model, load, agents, targets, within, parallel, waiting.Value);
        var figures = waiting is not null ? carried?.Figures : agents is { } number ? Staff.Evaluate(model, load, number, within, parallel) : Staff.Least(model, load, Defaulted(model, targets), parallel);
        if (figures is null)
        {
            Console.Error.WriteLine(Words.StaffingNotReachable);
            return CommandLine.Failed;
        }

        var early = read.Length(ShortAbandon);
        // Both look at a queue that goes on for ever, which one that begins with people waiting is not.
        var waits = waiting is null ? Staff.Waits(model, load, figures.Agents, parallel) : null;
        var left = waiting is null && early is { } time ? Staff.LeftWithin(model, load, figures.Agents, time, parallel) : (double?)null;
        Console.Out.WriteLine(JsonSerializer.Serialize(
            new
            {
                model = parsed.GetValue(Model),
                traffic = load.Traffic,
                agents = figures.Agents,
                agentsScheduled = Shrinkage.Scheduled(figures.Agents, share),
                serviceLevel = figures.ServiceLevel,
                asa = Finite(figures.SpeedOfAnswer),
                occupancy = figures.Occupancy,
                waitProbability = figures.WaitProbability,
                abandonment = figures.Abandonment,
                waitP50 = Finite(waits?.P50),
                waitP80 = Finite(waits?.P80),
                waitP95 = Finite(waits?.P95),
                shortAbandonment = left,
                serviceLevelWithoutShort = left is { } gone ? Math.Min(1, figures.ServiceLevel / (1 - gone)) : (double?)null,
                waitingAtEnd = carried?.WaitingAtEnd,
            },
            ApiJson.Options));
        return CommandLine.Done;
    }

    /// <summary>The interval with what waits from the one before.</summary>
    private static CarriedFigures? Carried(StaffingModel model, QueueLoad load, int? agents, StaffingTargets targets, TimeSpan within, int parallel, int waiting) => agents is { } number
        ? StaffingDay.Evaluate(model, [load], [number], within, parallel, waiting)[0]
        : StaffingDay.Least(model, [load], Defaulted(model, targets), parallel, waiting)?[0];

    /// <summary>JSON has no infinity.</summary>
    private static double? Finite(double? number) => number is { } value && double.IsFinite(value) ? value : null;

    /// <summary>Without any target, what the trade asks for: 80 % within 20 s; for lines without a queue, 1 % turned away.</summary>
    private static StaffingTargets Defaulted(StaffingModel model, StaffingTargets given) =>
        given is not { ServiceLevel: null, SpeedOfAnswer: null, Occupancy: null, Abandonment: null } ? given
        : model == StaffingModel.ErlangB ? given with { Abandonment = .01 } : given with { ServiceLevel = .8, Within = TimeSpan.FromSeconds(20) };

    /// <summary>Ends the verb with one line; never seen outside this file.</summary>
    private sealed class WrongOption(string message) : Exception(message);

    /// <summary>Values as people write them: 240s, 30m, 1h; 30%; 80/20.</summary>
    private sealed class OptionReader(ParseResult parsed)
    {
        public double Number(Option<string> option, double least, double most) => Parse(option.Name, parsed.GetValue(option)!, least, most);

        public double Whole(Option<string?> option, int least, int most, int otherwise) =>
            parsed.GetValue(option) is not { } text ? otherwise
            : Parse(option.Name, text, least, most) is var number && number == Math.Floor(number) ? number : throw new WrongOption(WordBook.Say(Words.StaffingNumberWrong, option.Name, text, least, most));

        public double? Share(Option<string?> option) => parsed.GetValue(option) is { } text ? ShareOf(option.Name, text) : null;

        public TimeSpan? Length(Option option)
        {
            if (parsed.GetValue<string?>(option.Name) is not { } text)
            {
                return null;
            }

            var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
            return unit > 0 && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount * unit is >= 0.001 and <= 31_536_000
                ? TimeSpan.FromSeconds(amount * unit)
                : throw new WrongOption(WordBook.Say(Words.StaffingLengthWrong, option.Name, text));
        }

        public (double? Level, TimeSpan Within) Level(Option<string?> option)
        {
            if (parsed.GetValue(option) is not { } text)
            {
                return (null, TimeSpan.FromSeconds(20));
            }

            var parts = text.Split('/');
            return parts.Length == 2
                && double.TryParse(parts[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent is > 0 and < 100
                && double.TryParse(parts[1].TrimEnd('s'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= 31_536_000
                ? (percent / 100, TimeSpan.FromSeconds(seconds))
                : throw new WrongOption(WordBook.Say(Words.StaffingLevelWrong, text));
        }

        private static double ShareOf(string name, string text) =>
            double.TryParse(text.TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && (text.EndsWith('%') ? number / 100 : number) is >= 0 and <= 1 and var share
                ? share
                : throw new WrongOption(WordBook.Say(Words.StaffingShareWrong, name, text));

        private static double Parse(string name, string text, double least, double most) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new WrongOption(WordBook.Say(Words.StaffingNumberWrong, name, text, least, most));
    }
}
