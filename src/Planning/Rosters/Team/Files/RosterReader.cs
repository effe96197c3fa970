using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>Reads a team's roster from JSON, as <see cref="RosterWriter"/> writes it or by hand (docs/team-rosters.md). Whoever is not named, and each day that is not named, is off.</summary>
public static class RosterReader
{
    /// <summary>Refuses with <see cref="TeamFileUnusable"/> at the first place that does not fit the team; rules are not asked.</summary>
    public static Outcome<TeamRoster> Read(string text, TeamProblem team)
    {
        try
        {
            return Roster(JsonPlace.Of(text), team);
        }
        catch (UnusablePlaceException fault)
        {
            return fault.Refusal;
        }
    }

    internal static TeamRoster Roster(JsonPlace file, TeamProblem team)
    {
        file.With("firstDay", "days", "members");
        var horizon = new Horizon(team.FirstDay, team.Days);
        if (file["firstDay"].Date() != team.FirstDay)
        {
            throw file["firstDay"].Wrong(TeamFileFault.OtherHorizon, Sentence.Date(team.FirstDay));
        }

        if (file["days"].Number(0, int.MaxValue) != team.Days)
        {
            throw file["days"].Wrong(TeamFileFault.OtherHorizon, $"{team.Days}");
        }

        var members = new NameList(TeamFileFault.UnknownMember, team.Members.Select(member => member.Id));
        var shifts = new NameList(TeamFileFault.UnknownShift, team.Shifts.Select(shift => shift.Id));
        var named = new NameList(TeamFileFault.UnknownMember);
        var roster = new TeamRoster(team.Members.Count, team.Days);
        foreach (var place in file["members"].List())
        {
            var id = place.With("id", "duties")["id"];
            var member = members.At(id);
            named.Add(id);
            var worked = new HashSet<int>();
            foreach (var duty in place["duties"].List())
            {
                Put(duty.With("date", "shift", "breaks"), member);
            }

            void Put(JsonPlace duty, int who)
            {
                var day = horizon.DayAt(duty["date"]);
                if (!worked.Add(day))
                {
                    throw duty["date"].Wrong(TeamFileFault.DateTwice, "");
                }

                var shift = shifts.At(duty["shift"]);
                roster[who, day] = shift;
                roster.PlaceBreaks(who, day, Begins(duty.Perhaps("breaks"), team.Shifts[shift]));
            }
        }

        return roster;
    }

    /// <summary>When the breaks begin, in minutes after the shift's start; null when all begin as planned.</summary>
    private static int[]? Begins(JsonPlace? breaks, DutyShift shift)
    {
        if (breaks is null)
        {
            return null;
        }

        int[] begins = [.. breaks.List().Select(at => ShiftReader.After(at, shift.Start))];
        if (begins.Length != shift.Breaks.Count)
        {
            throw JsonPlace.Unusable(breaks.Path, TeamFileFault.BreakCount, $"{begins.Length}", $"{shift.Breaks.Count}");
        }

        return begins.SequenceEqual(shift.Breaks.Select(pause => pause.After)) ? null : begins;
    }
}
