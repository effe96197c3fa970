using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>Nights and weekends of whole lines, of which a block knows only some weeks.</summary>
internal sealed partial class BlockSearch
{
    /// <summary>What the employee's line has of them outside the block.</summary>
    private (int Nights, int Weekends) Outside(int employee)
    {
        var inside = Counted(_state.Line(employee)[_from.._to]);
        return (_state.KindCount[(employee * problem.Width) + Burdens.Kind] - inside.Nights, _state.Weekends[employee] - inside.Weekends);
    }

    /// <summary>Cost of a whole line with these types in the block.</summary>
    private int BurdenOf(int member, ReadOnlySpan<byte> line)
    {
        if (problem.Burdens is not { } burdens)
        {
            return 0;
        }

        var (nights, weekends) = Counted(line);
        return burdens.Of(_members[member], _outside[member].Nights + nights, _outside[member].Weekends + weekends);
    }

    /// <summary>The tangent's value where the block has no nights and no weekends: with its price of each one in the block it lies below the true cost.</summary>
    private long BelowBurden(int member)
    {
        if (problem.Burdens is not { } burdens)
        {
            return 0;
        }

        var employee = _members[member];
        var (nights, weekends) = (_state.KindCount[(employee * problem.Width) + Burdens.Kind], _state.Weekends[employee]);
        return burdens.Of(employee, nights, weekends)
            - ((long)burdens.NightPrice(employee, nights) * (nights - _outside[member].Nights))
            - ((long)burdens.WeekendPrice(employee, weekends) * (weekends - _outside[member].Weekends));
    }

    /// <param name="line">The types of the block's days, which begin on a Monday.</param>
    private (int Nights, int Weekends) Counted(ReadOnlySpan<byte> line)
    {
        var (nights, weekends) = (0, 0);
        for (var day = 0; day < line.Length; day++)
        {
            nights += problem.Kind[line[day]] == Burdens.Kind ? 1 : 0;
            weekends += problem.CountsAsWeekend(line, day, _from) ? 1 : 0;
        }

        return (nights, weekends);
    }
}
