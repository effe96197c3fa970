using System.Text.Json;
using System.Text.Json.Serialization;

namespace Banzhang.Kernel.Calendars;

/// <summary>
/// Public holidays and make-up working days of mainland China from <see cref="FirstYear"/> to <see cref="LastYear"/>, as announced by
/// the State Council each autumn for the next year. Later years are imported (<see cref="ICalendarReader"/>) or entered.
/// </summary>
public static class ChinaDays
{
    public const int FirstYear = 2019;

    public const int LastYear = 2026;

    /// <summary>All days, in order of date.</summary>
    public static IReadOnlyList<ChinaDay> All { get; } = Read();

    /// <summary>Days off, statutory ones and the bridge days around them.</summary>
    public static IReadOnlyList<Holiday> Holidays { get; } =
        [.. All.Where(day => day.Kind == ChinaDayKind.Holiday).Select(day => new Holiday(day.Date, day.Name))];

    /// <summary>Weekend days worked in exchange.</summary>
    public static IReadOnlyList<MakeUpDay> MakeUpDays { get; } =
        [.. All.Where(day => day.Kind == ChinaDayKind.Workday).Select(day => new MakeUpDay(day.Date, day.Name))];

    private static ChinaDay[] Read()
    {
        using var stream = typeof(ChinaDays).Assembly.GetManifestResourceStream("china-days.json")
            ?? throw new InvalidOperationException("The resource china-days.json is missing.\nMaybe Kernel.csproj no longer embeds it.");
        return JsonSerializer.Deserialize<ChinaDay[]>(stream, JsonSerializerOptions.Web)!;
    }
}

/// <param name="Date">The day in China.</param>
/// <param name="Kind">Day off or make-up working day.</param>
/// <param name="Name">The holiday, or the holiday made up for, in Chinese.</param>
/// <param name="NameEn">The same in English.</param>
/// <param name="Statutory">One of the days of the law (triple pay), not a bridge day; only ever true of holidays.</param>
public sealed record ChinaDay(DateOnly Date, ChinaDayKind Kind, string Name, string NameEn, bool Statutory = false);

[JsonConverter(typeof(JsonStringEnumConverter<ChinaDayKind>))]
public enum ChinaDayKind
{
    Holiday = 1,
    Workday = 2,
}
