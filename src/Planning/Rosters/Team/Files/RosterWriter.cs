using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>
/// Writes a team's roster as JSON: every member in the team's order, a duty a line in order of date, so that two rosters can be compared line by line.
/// The same roster gives the same bytes on every machine.
/// </summary>
public static class RosterWriter
{
    private static readonly JavaScriptEncoder Readable = JavaScriptEncoder.Create(UnicodeRanges.All);

    public static string Write(TeamProblem team, TeamRoster roster)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"firstDay\": \"{Sentence.Date(team.FirstDay)}\",\n  \"days\": {team.Days},\n  \"members\": [");
        for (var member = 0; member < team.Members.Count; member++)
        {
            text.Append(member == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\n    {{ \"id\": {Quoted(team.Members[member].Id)}, \"duties\": [");
            var duties = Enumerable.Range(0, team.Days).Where(day => roster[member, day] >= 0).Select(day => "\n      " + Duty(team, roster, member, day)).ToList();
            text.AppendJoin(",", duties).Append(duties.Count == 0 ? "] }" : "\n    ] }");
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    private static string Duty(TeamProblem team, TeamRoster roster, int member, int day)
    {
        var (shift, begins) = (team.Shifts[roster[member, day]], roster.BreaksOf(member, day));
        var breaks = shift.Breaks.Select((_, pause) => $"\"{Horizon.WrittenTime(shift.Start + shift.BeginOf(pause, begins))}\"");
        return $"{{ \"date\": \"{Sentence.Date(team.DateOf(day))}\", \"shift\": {Quoted(shift.Id)}, \"breaks\": [{string.Join(", ", breaks)}] }}";
    }

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, Readable)}\"";
}
