namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>The contracts and members of a team's file.</summary>
internal sealed class MemberReader
{
    /// <summary>Ten years in minutes, and more than anybody's nights.</summary>
    private const int MostMinutes = 5_000_000, MostDays = 371, MostPast = 10_000;

    private static readonly HoursSystem[] HoursSystems = [HoursSystem.Standard, HoursSystem.Comprehensive, HoursSystem.Irregular];
    private static readonly string[] HoursWords = ["standard", "comprehensive", "irregular"];

    private readonly Horizon _horizon;
    private readonly LabourRules _law;
    private readonly NameList _shifts;
    private readonly NameList _contractNames = new(TeamFileFault.UnknownContract);
    private readonly List<Contract> _contracts;

    /// <param name="shifts">Names of the shifts that contracts and histories speak of.</param>
    public MemberReader(JsonPlace contracts, Horizon horizon, LabourRules law, NameList shifts)
    {
        (_horizon, _law, _shifts) = (horizon, law, shifts);
        _contracts = [.. contracts.List().Select(place => Contract(place.With(
            "name", "hours", "minMinutes", "maxMinutes", "overtimeMinutes", "dailyOvertimeMinutes", "maxDaysInRow", "minDaysInRow", "minDaysOff", "maxWeekends", "maxNights", "shifts")))];
    }

    public NameList Names { get; } = new(TeamFileFault.UnknownMember);

    /// <summary>By member, in order: index of the contract in the file.</summary>
    public List<int> ContractOf { get; } = [];

    public IReadOnlyList<TeamMember> Read(JsonPlace list) => [.. list.List().Select(place => Member(place.With("id", "skills", "contract", "leave", "noNights", "history")))];

    private Contract Contract(JsonPlace place) => new(
        _contractNames.Add(place["name"]),
        place.NumberOf("minMinutes", 0, 0, MostMinutes),
        place["maxMinutes"].Number(0, MostMinutes),
        place.NumberOf("overtimeMinutes", 0, 0, MostMinutes),
        place.NumberOf("maxDaysInRow", _law.MaxDaysInRow, 1, MostDays),
        place.NumberOf("minDaysInRow", 1, 0, MostDays),
        place.NumberOf("minDaysOff", 1, 0, MostDays),
        place.NumberOf("maxWeekends", MostDays, 0, MostDays),
        place.NumberOf("maxNights", MostDays, 0, MostDays),
        place.Perhaps("shifts") is { } shifts ? shifts.List().Select(_shifts.Of).ToHashSet() : null)
    {
        Hours = place.Perhaps("hours") is { } hours ? HoursSystems[hours.Choice(HoursWords)] : HoursSystem.Standard,
        DailyOvertimeMinutes = place.NumberOf("dailyOvertimeMinutes", Team.Contract.UsualDailyOvertimeMinutes, 0, 24 * 60),
    };

    private TeamMember Member(JsonPlace place)
    {
        var id = Names.Add(place["id"]);
        var contract = _contractNames.At(place["contract"]);
        ContractOf.Add(contract);
        return new(
            id, place["skills"].List().Select(skill => skill.Text()).ToHashSet(), _contracts[contract], _horizon.DaysAt(place.ListOf("leave")), NoNights(place),
            History(place.Perhaps("history")?.With("workDays", "offDays", "lastShift", "nights", "weekends", "overtimeMinutes")));
    }

    /// <summary>A list of dates, or true for every day.</summary>
    private IReadOnlySet<int> NoNights(JsonPlace member) => member.Perhaps("noNights") switch
    {
        { IsList: false } always => always.YesOrNo() ? Enumerable.Range(0, _horizon.Days).ToHashSet() : new HashSet<int>(),
        _ => _horizon.DaysAt(member.ListOf("noNights")),
    };

    private DutyHistory History(JsonPlace? place) => place is null ? new() : new(
        place.NumberOf("workDays", 0, 0, MostPast),
        place.NumberOf("offDays", 0, 0, MostPast),
        place.Perhaps("lastShift") is { } last ? _shifts.Of(last) : null,
        place.NumberOf("nights", 0, 0, MostPast),
        place.NumberOf("weekends", 0, 0, MostPast),
        place.NumberOf("overtimeMinutes", 0, 0, MostPast));
}
