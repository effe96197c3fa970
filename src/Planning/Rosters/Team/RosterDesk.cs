using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Team.Constraints;

namespace Banzhang.Planning.Rosters.Team;

/// <param name="Delta">What it adds to the roster's cost; negative when the roster gets better.</param>
/// <param name="Findings">Rules the member's line breaks afterwards, hard ones first, and the intervals they are taken out of that are short of people then.</param>
public sealed record ChangeEffect(long Delta, IReadOnlyList<Finding> Findings)
{
    public bool IsAllowed => Findings.All(finding => !finding.Constraint.IsHard);
}

/// <param name="Member">Who.</param>
/// <param name="Delta">What the whole roster costs more when they take it, other days of theirs moved where needed.</param>
/// <param name="OtherDays">Days of theirs that change besides.</param>
/// <param name="Blocked">Hard rules in the way when nothing else of theirs may change, without those broken already; empty when they can simply take it.</param>
/// <param name="IsPossible">Whether any line of theirs has this duty.</param>
public sealed record Candidate(int Member, long Delta, IReadOnlyList<int> OtherDays, IReadOnlyList<Finding> Blocked, bool IsPossible);

/// <param name="Shortages">Intervals that would have too few people without them: what they are there for.</param>
/// <param name="CostToFree">What the roster costs more when they are off that day, their other days moved for the best; null when their rules do not let them be off.</param>
/// <param name="OtherDays">Days of theirs that would change besides.</param>
/// <param name="Rules">Rules that a plain day off would break and that the roster as it is keeps, or breaks less.</param>
public sealed record DutyReason(IReadOnlyList<Finding> Shortages, long? CostToFree, IReadOnlyList<int> OtherDays, IReadOnlyList<Finding> Rules);

/// <summary>A planner's desk over one roster: what a change does, why somebody works, who could take a shift. Not safe for two threads.</summary>
public sealed class RosterDesk
{
    private static readonly MissingPeople Missing = TeamConstraint.All.OfType<MissingPeople>().Single();

    private readonly TeamProblem _team;
    private readonly TeamLayout _layout;
    private readonly SearchProblem _problem;
    private readonly SearchState _state;
    private readonly LineProgram _program;
    private readonly int[] _cost;
    private readonly byte[] _choice;
    private readonly TeamRoster _roster;

    public RosterDesk(TeamProblem team, TeamRoster roster)
    {
        _team = team;
        _layout = new(team);
        _problem = _layout.Problem;
        _state = new(_problem);
        _program = new(_problem);
        _cost = new int[_problem.Days * _problem.Width];
        _choice = new byte[_problem.Days];
        _roster = roster.Copy();
        _layout.Load(_state, roster);
    }

    /// <summary>Cost of the roster as it is on the desk.</summary>
    public long Cost => _state.Cost;

    public TeamRoster Roster => _roster.Copy();

    /// <summary>Puts a duty on a member's day, allowed or not, and says what it did. Another shift has its breaks as planned.</summary>
    /// <param name="shift">Index of the shift, -1 for off.</param>
    public ChangeEffect Change(int member, int day, int shift)
    {
        var (before, left) = (_state.Cost, CellsOf(member, day));
        Put(member, day, shift);
        return Effect(member, day, before, left);
    }

    /// <summary>What <see cref="Change"/> would do; nothing changes.</summary>
    public ChangeEffect Preview(int member, int day, int shift)
    {
        var (now, begins) = (_roster[member, day], _roster.BreaksOf(member, day));
        var effect = Change(member, day, shift);
        Put(member, day, now);
        PutBreaks(member, day, begins);
        return effect;
    }

    /// <summary>Moves the breaks of a duty, allowed or not, and says what it did.</summary>
    /// <param name="begins">Minutes after the start of the shift, in its order; null as planned.</param>
    /// <exception cref="InvalidOperationException">They are off that day.</exception>
    public ChangeEffect MoveBreaks(int member, int day, IReadOnlyList<int>? begins)
    {
        if (_roster[member, day] < 0)
        {
            throw new InvalidOperationException("They are off that day.");
        }

        var (before, left) = (_state.Cost, CellsOf(member, day));
        PutBreaks(member, day, begins);
        return Effect(member, day, before, left);
    }

    /// <summary>Why a member works on a day and what it would cost to free them.</summary>
    /// <exception cref="InvalidOperationException">They are off that day.</exception>
    public DutyReason Why(int member, int day)
    {
        var type = _roster[member, day] + 1;
        if (type == 0)
        {
            throw new InvalidOperationException("They are off that day.");
        }

        List<Finding> shortages = [.. CellsOf(member, day).Where(cell => _state.Count[cell] <= _problem.Required[cell]).Select(cell => Shortage(cell, _state.Count[cell] - 1, _team.Weights.Missing))];
        var rules = Broken(member, Preview(member, day, -1));
        return Best(member, day, 0) is { } best ? new(shortages, best.Delta, best.OtherDays, rules) : new(shortages, null, [], rules);
    }

    /// <summary>Everybody who is not on that shift that day, the cheapest first; those for whom no line has it come last, with the rules in the way.</summary>
    public IReadOnlyList<Candidate> WhoCanTake(int day, int shift) =>
    [
        .. Enumerable.Range(0, _team.Members.Count).Where(member => _roster[member, day] != shift).Select(member => CanTake(member, day, shift))
            .OrderByDescending(candidate => candidate.IsPossible).ThenBy(candidate => candidate.Delta).ThenBy(candidate => candidate.OtherDays.Count).ThenBy(candidate => candidate.Member),
    ];

    /// <summary>Whether a member could take a shift on a day, instead of what they have then, and what the roster costs more by it.</summary>
    public Candidate CanTake(int member, int day, int shift)
    {
        var plain = Preview(member, day, shift);
        var blocked = Broken(member, plain);
        return blocked.Count == 0 ? new(member, plain.Delta, [], [], true)
            : Best(member, day, shift + 1) is { } best ? new(member, best.Delta, best.OtherDays, blocked, true)
            : new(member, 0, [], blocked, false);
    }

    /// <summary>Cells the member counts in on a day; none when off.</summary>
    private int[] CellsOf(int member, int day) => _roster[member, day] is >= 0 and var shift ? _layout.Cells(member, day, shift, _roster.BreaksOf(member, day)) : [];

    /// <param name="left">Cells the member counted in before.</param>
    private ChangeEffect Effect(int member, int day, long before, int[] left) => new(_state.Cost - before,
    [
        .. TeamScore.OfMember(_team, _roster, member),
        .. left.Except(CellsOf(member, day)).Where(cell => _state.Count[cell] < _problem.Required[cell])
            .Select(cell => Shortage(cell, _state.Count[cell], (long)(_problem.Required[cell] - _state.Count[cell]) * _team.Weights.Missing)),
    ]);

    private Finding Shortage(int cell, int people, long cost)
    {
        var (set, at, interval) = _layout.PlaceOf(cell);
        return new(Missing, -1, at, people, _problem.Required[cell], cost, interval, _layout.Sets[set].Name);
    }

    /// <summary>Hard rules that a change breaks, or breaks further; what stood before it is not its doing.</summary>
    private List<Finding> Broken(int member, ChangeEffect effect)
    {
        var before = TeamScore.OfMember(_team, _roster, member);
        return [.. effect.Findings.Where(finding => finding.Constraint.IsHard && !before.Any(old => old.Constraint == finding.Constraint && old.Day == finding.Day && By(old) >= By(finding)))];

        static int By(Finding finding) => Math.Abs(finding.Amount - finding.Limit);
    }

    private void Put(int member, int day, int shift)
    {
        if (_roster[member, day] == shift)
        {
            return;
        }

        PutBreaks(member, day, null);
        _state.Replace(member, day, [(byte)(shift + 1)]);
        _roster[member, day] = shift;
    }

    /// <summary>Counts a duty in the cells its breaks leave it.</summary>
    private void PutBreaks(int member, int day, IReadOnlyList<int>? begins)
    {
        var (shift, now) = (_roster[member, day], _roster.BreaksOf(member, day));
        if (shift < 0 || (now is null && begins is null))
        {
            return;
        }

        _state.Move(_layout.Cells(member, day, shift, now), _layout.Cells(member, day, shift, begins));
        _roster.PlaceBreaks(member, day, begins);
    }

    /// <summary>The member's best line around a day with a given type on it, the others as they are.</summary>
    private (long Delta, IReadOnlyList<int> OtherDays)? Best(int member, int day, int type)
    {
        if (!_problem.Allows(member, day, type))
        {
            return null;
        }
        // Two weeks on either side are enough to move rest days about, and quick.
        var from = Math.Max(0, ((day / 7) - 1) * 7);
        var to = Math.Min(_problem.Days, from + 21);
        var cost = _state.Cost;
        var moved = Enumerable.Range(from, to - from).Select(at => (Day: at, Begins: _roster.BreaksOf(member, at))).Where(duty => duty.Begins is not null).ToList();
        // The program knows breaks as planned; what moving them back costs is part of the difference.
        foreach (var duty in moved)
        {
            PutBreaks(member, duty.Day, null);
        }

        try
        {
            return Planned(member, day, type, from, to) is not { } best ? null : (best.Cost - cost, best.OtherDays);
        }
        finally
        {
            foreach (var duty in moved)
            {
                PutBreaks(member, duty.Day, duty.Begins);
            }
        }
    }

    /// <summary>The same with all breaks of the window as planned; the whole roster's cost then.</summary>
    private (long Cost, IReadOnlyList<int> OtherDays)? Planned(int member, int day, int type, int from, int to)
    {
        LineCosts.Marginal(_state, member, from, to, _cost);
        for (var other = 0; other < _problem.Width; other++)
        {
            if (other != type)
            {
                _cost[((day - from) * _problem.Width) + other] = LineProgram.Never / 4;
            }
        }

        var line = _state.Line(member);
        var choice = _choice.AsSpan(0, to - from);
        if (_program.Solve(member, line, from, to, _cost.AsSpan(0, (to - from) * _problem.Width), choice) >= LineProgram.Never || choice[day - from] != type)
        {
            return null;
        }

        var old = line[from..to].ToArray();
        _state.Replace(member, from, choice);
        var cost = _state.Cost;
        _state.Replace(member, from, old);
        return (cost, [.. Enumerable.Range(from, to - from).Where(at => at != day && _choice[at - from] != old[at - from])]);
    }
}
