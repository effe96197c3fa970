using System.CommandLine;
using System.Globalization;
using System.Text;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Planning.Forecast;
using Banzhang.Planning.Forecast.Files;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary><c>forecast</c>: contacts to come per interval, with bands, from a history in CSV.</summary>
internal static class ForecastVerb
{
    private const int MostDays = 731;

    private static readonly Argument<string> History = new("FILE") { Description = Words.HelpForecastFile };
    private static readonly Option<string> Horizon = new("--horizon") { Description = Words.HelpForecastHorizon, HelpName = "N", Required = true };
    private static readonly Option<string> Season = new("--season") { Description = Words.HelpForecastSeason, HelpName = "week|day|N", DefaultValueFactory = _ => "week" };
    private static readonly Option<string?> Holidays = new("--holidays") { Description = Words.HelpForecastHolidays, HelpName = "cn" };
    private static readonly Option<string?> Events = new("--events") { Description = Words.HelpForecastEvents, HelpName = "FILE" };
    private static readonly Option<string?> Seen = new("--seen") { Description = Words.HelpForecastSeen, HelpName = "FILE" };
    private static readonly Option<string> Level = new("--interval-level") { Description = Words.HelpForecastLevel, HelpName = "80", DefaultValueFactory = _ => "80" };

    public static Command Command()
    {
        var command = new Command("forecast", Words.HelpForecast) { History, Horizon, Season, Holidays, Events, Seen, Level };
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await RunAsync(parsed, stop);
            }
            catch (WrongInput wrong)
            {
                if (wrong.Message.Length > 0)
                    Console.Error.WriteLine(wrong.Message);
                return CommandLine.Unusable;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var horizon = Whole(parsed.GetValue(Horizon)!, 1, int.MaxValue) ?? throw new WrongInput(WordBook.Say(Words.ForecastWrongHorizon, parsed.GetValue(Horizon), 1));
        var level = Whole(parsed.GetValue(Level)!, 1, 99) ?? throw new WrongInput(WordBook.Say(Words.ForecastLevelWrong, parsed.GetValue(Level), 1, 99));
        var marks = await MarksAsync(parsed, stop);
        var parts = new List<(string, string)> { (parsed.GetValue(History)!, await ReadAsync(parsed.GetValue(History)!, stop)) };
        if (parsed.GetValue(Seen) is { } seen)
            parts.Add((seen, await ReadAsync(seen, stop)));
        var file = Usable(SeriesReader.Read(parts));
        if (horizon > MostDays * file.History.Slots)
            throw new WrongInput(WordBook.Say(Words.ForecastHorizonFar, horizon, horizon / file.History.Slots, MostDays));
        var forecast = Forecaster.Run(file.History, new(horizon) { Marks = marks, Level = Percent.FromPercents(level), HasWeek = HasWeek(parsed.GetValue(Season)!, file.History.Slots) });
        await Console.Out.WriteAsync(Table(forecast, file.TimeFormat));
        Explain(parsed.GetValue(History)!, file, forecast);
        if (parsed.GetValue(Holidays) is not null && forecast.Points.Count > 0 && forecast.Points[^1].Time.Year > ChinaDays.LastYear)
            Console.Error.WriteLine(WordBook.Say(Words.ForecastHolidaysEnd, ChinaDays.LastYear));
        return CommandLine.Done;
    }

    private static async Task<MarkedDays> MarksAsync(ParseResult parsed, CancellationToken stop)
    {
        var marks = parsed.GetValue(Holidays) switch
        {
            null => MarkedDays.None,
            "cn" => MarkedDays.China(),
            var other => throw new WrongInput(WordBook.Say(Words.ForecastWrongChoice, Holidays.Name, other, "cn")),
        };
        return parsed.GetValue(Events) is { } events ? marks.WithEvents(Usable(EventReader.Read(events, await ReadAsync(events, stop)))) : marks;
    }

    private static bool HasWeek(string season, int slots) => season switch
    {
        "week" => true,
        "day" => false,
        _ when Whole(season, 1, int.MaxValue) is { } intervals && (intervals == slots || intervals == 7 * slots) => intervals == 7 * slots,
        _ => throw new WrongInput(WordBook.Say(Words.ForecastWrongChoice, Season.Name, season, string.Create(CultureInfo.InvariantCulture, $"week, day, {slots}, {7 * slots}"))),
    };

    private static string Table(ArrivalForecast forecast, string timeFormat)
    {
        var text = new StringBuilder("time,forecast,lower,upper\n");
        foreach (var point in forecast.Points)
            text.Append(point.Time.ToString(timeFormat, CultureInfo.InvariantCulture)).Append(CultureInfo.InvariantCulture, $",{point.Value:0.###},{point.Lower:0.###},{point.Upper:0.###}\n");
        return text.ToString();
    }

    private static void Explain(string name, SeriesFile file, ArrivalForecast forecast)
    {
        if (file.IsConstant)
            Console.Error.WriteLine(WordBook.Say(Words.ForecastConstant, name, file.History.Values.First(value => !double.IsNaN(value))));
        var members = forecast.Members.Where(member => member.Weight >= 0.005).Select(member => WordBook.Say(member.Adjusts ? Words.ForecastMemberAdjusted : Words.ForecastMember, WordBook.Say(member.Method), member.Weight));
        Console.Error.WriteLine(WordBook.Say(Words.ForecastChosen, string.Join(", ", members)));
        Console.Error.WriteLine(forecast is { Error: { } error, SimpleError: { } simple }
            ? WordBook.Say(Words.ForecastTested, forecast.Origins, error, simple, forecast.Coverage?.ToString("P1", CultureInfo.CurrentCulture) ?? "-")
            : Words.ForecastUntested);
        if (forecast.SetAside.Count > 0)
            Console.Error.WriteLine(WordBook.Say(Words.ForecastSetAside, string.Join(", ", forecast.SetAside.Select(date => date.ToString("O", CultureInfo.InvariantCulture)))));
        if (forecast.Update is { } update)
            Console.Error.WriteLine(WordBook.Say(Words.ForecastUpdated, DateOnly.FromDateTime(file.History.End).ToString("O", CultureInfo.InvariantCulture), update));
    }

    private static int? Whole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : null;

    /// <summary>Why it cannot be read has been said.</summary>
    private static async Task<string> ReadAsync(string file, CancellationToken stop) => await CommandLine.ReadTextAsync(file, stop) ?? throw new WrongInput("");

    private static T Usable<T>(Outcome<T> read) => read.IsDone ? read.Value : throw new WrongInput(WordBook.Say(read.Refusal!)); // refused: it has a refusal

    /// <summary>Ends the verb with one line; never seen outside this file.</summary>
    private sealed class WrongInput(string message) : Exception(message);
}
