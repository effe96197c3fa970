using System.Diagnostics;
using System.Globalization;
using Banzhang.Kernel.Calendars;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang forecast</c> as a process, over files as people hand them in.</summary>
public sealed class ForecastVerbTests : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Web", "debug", "banzhang");
    private static readonly DateTime Monday = new(2024, 1, 1);
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-forecast-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_history_gives_rows_with_bands_and_the_models_chosen()
    {
        var (code, output, error) = await RunAsync(Rows(60 * 24), "--horizon", "30", "--holidays", "cn");

        var lines = output.Trim().Split('\n');
        Assert.Equal((0, "time,forecast,lower,upper", 31), (code, lines[0], lines.Length));
        Assert.StartsWith("2024-03-01 00:00,", lines[1], StringComparison.Ordinal);
        Assert.Contains("Blend of", error, StringComparison.Ordinal);
        Assert.Contains("Back-test of", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_three_weeks_of_one_value_are_forecast_as_that_value()
    {
        var (code, output, error) = await RunAsync(Rows(53 * 7 * 24, _ => "7"), "--horizon", "24");

        Assert.Equal(0, code);
        Assert.Contains(Path.Combine(_folder, "calls.csv") + ": every value is 7,", error, StringComparison.Ordinal);
        Assert.All(output.Trim().Split('\n')[1..], line => Assert.EndsWith(",7,7,7", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Holidays_beyond_the_years_that_are_known_are_warned_of_in_one_line()
    {
        var rows = Enumerable.Range(0, 60 * 24).Select(i => new DateTime(ChinaDays.LastYear, 11, 1).AddHours(i).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "," + Count(i)).ToList();
        var warning = string.Create(CultureInfo.InvariantCulture, $"The holidays of China are known up to {ChinaDays.LastYear};");

        var (within, beyond, unasked) = (await RunAsync(rows, "--horizon", "24", "--holidays", "cn"), await RunAsync(rows, "--horizon", "48", "--holidays", "cn"), await RunAsync(rows, "--horizon", "48"));

        Assert.Equal((0, 0, 0), (within.Code, beyond.Code, unasked.Code));
        Assert.Single(beyond.Error.Split('\n'), line => line.StartsWith(warning, StringComparison.Ordinal));
        Assert.DoesNotContain(warning, within.Error + unasked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rest_of_today_follows_from_what_was_seen()
    {
        var seen = Path.Combine(_folder, "today.csv");
        await File.WriteAllTextAsync(seen, Text(Enumerable.Range(60 * 24, 12).Select(i => Row(i, Count(i)))), Stop);

        var (code, output, error) = await RunAsync(Rows(60 * 24), "--horizon", "12", "--seen", seen);

        Assert.Equal(0, code);
        Assert.StartsWith("2024-03-01 12:00,", output.Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains("The seen part of 2024-03-01", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-01-05 04:00,-3", "line 102, value")]
    [InlineData("2024-01-05 04:00,NaN", "line 102, value")]
    [InlineData("2024-01-05 03:00,3", "line 102, time")]
    [InlineData("2024-01-04 03:00,3", "line 102, time")]
    [InlineData("2024-01-05 03:30,3", "line 102, time")]
    [InlineData("noon,3", "line 102, time")]
    [InlineData("2024-01-05 04:00,\"1,234\"", "line 102, value")]
    [InlineData("2024-01-05 04:00,1,234", "line 102, value")]
    [InlineData("2204-01-05 04:00,3", "line 102, time")]
    public async Task A_bad_row_ends_with_2_and_one_line_that_names_file_line_and_field(string row, string place)
    {
        var rows = Rows(30 * 24);
        rows[100] = row;

        var (code, _, error) = await RunAsync(rows, "--horizon", "24");

        Assert.Equal(2, code);
        Assert.StartsWith($"{Path.Combine(_folder, "calls.csv")}, {place}: ", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_value_in_a_year_ends_with_2_and_the_line_it_stands_on()
    {
        var (code, _, error) = await RunAsync(Rows(53 * 7 * 24, hour => hour == 100 ? "7" : ""), "--horizon", "24");

        Assert.Equal(2, code);
        Assert.StartsWith($"{Path.Combine(_folder, "calls.csv")}, line 102, value: days with known values: 1;", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(10 * 24)]
    public async Task Too_little_ends_with_2_and_one_line(int rows)
    {
        var (code, _, error) = await RunAsync(Rows(rows), "--horizon", "24");

        Assert.Equal(2, code);
        Assert.Contains("calls.csv", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static List<string> Rows(int count, Func<int, string>? value = null) => [.. Enumerable.Range(0, count).Select(i => Row(i, (value ?? Count)(i)))];

    /// <summary>A day that rises to noon and falls again, busier on Mondays.</summary>
    private static string Count(int hour) => (((12 - Math.Abs((hour % 24) - 12)) * (hour / 24 % 7 == 0 ? 5 : 4)) + (hour * 7 % 5)).ToString(CultureInfo.InvariantCulture);

    private static string Row(int hour, string value) => Monday.AddHours(hour).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + "," + value;

    private static string Text(IEnumerable<string> rows) => "time,value\n" + string.Join('\n', rows) + "\n";

    private async Task<(int Code, string Output, string Error)> RunAsync(IEnumerable<string> rows, params string[] options)
    {
        var file = Path.Combine(_folder, "calls.csv");
        await File.WriteAllTextAsync(file, Text(rows), Stop);
        var start = new ProcessStartInfo(Program, ["forecast", file, .. options]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LANG"] = "en_US.UTF-8";
        start.Environment.Remove("LC_ALL");
        using var process = Process.Start(start)!; // without a shell there is always a new process
        var output = process.StandardOutput.ReadToEndAsync(Stop);
        var error = process.StandardError.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await error);
    }
}
