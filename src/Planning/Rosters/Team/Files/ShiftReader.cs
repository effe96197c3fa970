namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>The shifts of a team's file.</summary>
internal static class ShiftReader
{
    private const int Day = 24 * 60;

    public static (IReadOnlyList<DutyShift> Shifts, NameList Names) Read(JsonPlace list)
    {
        var names = new NameList(TeamFileFault.UnknownShift);
        return ([.. list.List().Select(place => Shift(place.With("id", "start", "minutes", "breaks"), names))], names);
    }

    private static DutyShift Shift(JsonPlace place, NameList names)
    {
        var (id, start) = (names.Add(place["id"]), place["start"].Time());
        return new(id, start, place["minutes"].Number(1, Day), [.. place.ListOf("breaks").Select(pause => Break(pause.With("at", "minutes", "paid", "slack"), start))]);
    }

    private static DutyBreak Break(JsonPlace place, int start) => new(
        After(place["at"], start), place["minutes"].Number(1, Day), place.Perhaps("paid")?.YesOrNo() ?? false, place.NumberOf("slack", 0, 0, Day));

    /// <summary>Minutes from the start of a shift to a time of day; one before the start is of the next day.</summary>
    public static int After(JsonPlace at, int start) => (at.Time() - start + Day) % Day;
}
