using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Team;

/// <summary>
/// Puts the breaks of every duty where they are missed least. One duty after the other gets its best breaks, the others as they are, by a dynamic program
/// over its breaks in order; round after round until nothing changes. Cover only ever gets cheaper, and who works which shift stays.
/// </summary>
public sealed class BreakPlacement
{
    /// <summary>Rounds over all duties; each ends cheaper, and few are needed.</summary>
    private const int MostRounds = 20;

    private readonly TeamProblem _team;
    private readonly TeamLayout _layout;
    private readonly SearchState _state;
    private readonly TeamRoster _roster;
    private readonly Func<bool> _isOver;
    private readonly int _step;

    private BreakPlacement(TeamProblem team, TeamRoster roster, Func<bool> isOver)
    {
        (_team, _layout, _roster, _isOver) = (team, new(team), roster.Copy(), isOver);
        _state = new(_layout.Problem);
        _layout.Load(_state, roster);
        _step = team.IntervalMinutes % 15 == 0 ? 15 : 5;
    }

    /// <summary>A copy of the roster with its breaks placed. Breaks without slack stay, as do those that cannot keep their order with an interval of work between.</summary>
    /// <param name="isOver">Asked before each duty; once it says yes the rest stay where they are, which keeps every rule as well.</param>
    public static TeamRoster Place(TeamProblem team, TeamRoster roster, Func<bool>? isOver = null)
    {
        if (!team.Shifts.Any(IsMovable))
        {
            return roster.Copy();
        }

        var placement = new BreakPlacement(team, roster, isOver ?? (() => false));
        for (var round = 0; round < MostRounds && placement.Improve(); round++)
        {
        }

        return placement._roster;
    }

    internal static bool IsMovable(DutyShift shift) => shift.Breaks.Any(pause => pause.Slack > 0);

    private bool Improve()
    {
        var better = false;
        for (var at = 0; at < _team.Members.Count * _team.Days; at++)
        {
            var (member, day) = (at / _team.Days, at % _team.Days);
            if (_roster[member, day] < 0 || !IsMovable(_team.Shifts[_roster[member, day]]))
            {
                continue;
            }

            if (_isOver())
            {
                return false;
            }

            better |= Improve(member, day);
        }

        return better;
    }

    private bool Improve(int member, int day)
    {
        var shift = _team.Shifts[_roster[member, day]];
        var before = _state.Cost;
        var (now, throughout) = (_layout.Cells(member, day, shift, _roster.BreaksOf(member, day)), _layout.Cells(member, day, shift with { Breaks = [] }, null));
        _state.Move(now, throughout);
        if (Best(member, day, shift) is { } best)
        {
            var then = _layout.Cells(member, day, shift, best);
            _state.Move(throughout, then);
            if (_state.Cost < before)
            {
                _roster.PlaceBreaks(member, day, best);
                return true;
            }

            _state.Move(then, throughout);
        }

        _state.Move(throughout, now);
        return false;
    }

    /// <summary>The cheapest begins of all breaks, with the duty counted as present throughout; null when no order of them keeps work between.</summary>
    private int[]? Best(int member, int day, DutyShift shift)
    {
        List<(long Cost, int[] Begins)> ways = [(0, [])];
        for (var at = 0; at < shift.Breaks.Count; at++)
        {
            var longer = new List<(long Cost, int[] Begins)>();
            foreach (var begin in Begins(shift.Breaks[at]))
            {
                var fitting = ways.Where(way => at == 0 || way.Begins[^1] + shift.Breaks[at - 1].Minutes + _team.IntervalMinutes <= begin).ToList();
                if (fitting.Count == 0)
                {
                    continue;
                }

                var (cost, begins) = fitting.MinBy(way => way.Cost);
                longer.Add((cost + CostOfBreak(member, day, shift, begin, shift.Breaks[at].Minutes), [.. begins, begin]));
            }

            ways = longer;
        }

        return ways.Count == 0 ? null : ways.MinBy(way => way.Cost).Begins;
    }

    /// <summary>As planned first, then ever farther from it, so that of equals the nearest is taken.</summary>
    private IEnumerable<int> Begins(DutyBreak pause)
    {
        yield return pause.After;
        for (var moved = _step; moved <= pause.Slack; moved += _step)
        {
            yield return pause.After - moved;
            yield return pause.After + moved;
        }
    }

    /// <summary>An interval of work lies between two breaks, so that no interval is missed for both and costs add up.</summary>
    private long CostOfBreak(int member, int day, DutyShift shift, int begin, int minutes)
    {
        var cost = 0L;
        var from = (shift.Start + begin) / _team.IntervalMinutes * _team.IntervalMinutes;
        for (var at = from; at < shift.Start + begin + minutes; at += _team.IntervalMinutes)
        {
            foreach (var cell in _layout.CellsAt(member, day, shift with { Breaks = [] }, at))
            {
                cost += _layout.Problem.Down(cell, _state.Count[cell]);
            }
        }

        return cost;
    }
}
