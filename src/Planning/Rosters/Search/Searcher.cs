using Banzhang.Planning.Rosters.Columns;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Walks;

namespace Banzhang.Planning.Rosters.Search;

/// <summary>One thread's work: a first roster, a long walk, then rounds of blocks and short walks from the best.</summary>
internal sealed partial class Searcher
{
    /// <summary>Small moves planned per second of the limit: a slow machine's pace, so that a walk cools down in time.</summary>
    private const double Pace = 1_000_000;

    private readonly SearchProblem _problem;
    private readonly Incumbent _incumbent;
    private readonly SearchLimits _limits;
    private readonly int _number;
    private readonly Dice _dice;
    private readonly LineProgram _program, _blockProgram;
    private readonly Walk _walk;
    private readonly BlockSearch _blocks, _root;
    private bool _isRooted;
    private readonly SearchState _state, _best, _joined;
    private readonly double _warm, _cold;
    private int _lineEvery, _window;

    public Searcher(SearchProblem problem, Incumbent incumbent, SearchLimits limits, int number)
    {
        (_problem, _incumbent, _limits, _number) = (problem, incumbent, limits, number);
        _dice = new(unchecked(((ulong)limits.Seed * 1_000_003) + (ulong)number));
        // A walk wants many quick runs, the bound exact ones.
        var states = new LineStates();
        _program = new(problem, 8, states);
        _walk = new(problem, _program, _dice);
        _blockProgram = new(problem, problem.Types <= 5 ? 130 : 48, states);
        _blocks = new(problem, _blockProgram, _dice) { Pool = new(problem.Staff, 60), DecidesCovers = AreBlocksQuick };
        _root = new(problem, _blockProgram, _dice) { Pool = _blocks.Pool, DecidesCovers = AreBlocksQuick };
        _state = new(problem);
        _best = new(problem);
        _joined = new(problem);
        var under = problem.Under.Length == 0 ? 1 : Math.Max(1, problem.Under.Max());
        _warm = 0.2 * under;
        _cold = Math.Max(0.25, under / 4000.0);
    }

    /// <summary>Small moves of the whole time. Where blocks are quick a minute's walks are as long as any need be.</summary>
    private double Planned => Pace * (AreBlocksQuick ? Math.Min(60, _limits.Time.TotalSeconds) : _limits.Time.TotalSeconds);

    private bool IsOver() => _incumbent.IsOver;

    /// <summary>Searches until it is over; where the construction ended when there is no roster, else null.</summary>
    public Stuck? Run(SearchStart? start)
    {
        var stuck = Begin(start);
        if (!_incumbent.HasRoster)
        {
            return stuck;
        }

        if (stuck is not null)
        {
            _state.Load(_incumbent.Lines());
        }

        _best.CopyFrom(_state);
        SetPace();
        if (_number == 0 && IsWhole)
        {
            Walk(Planned * 0.05, _warm * (start?.Warmth ?? 1), SearchPhase.Walk);
            Root();
        }
        else
        {
            Walk(Planned * (IsLong ? 0.05 : 0.2), _warm * (start?.Warmth ?? 1), SearchPhase.Walk);
            _week = _number * _problem.Days / 14;
        }

        for (var round = 0; !IsOver() && (_limits.Rounds is not { } rounds || round < rounds); round++)
        {
            Round(round);
        }

        _incumbent.Count(_walk.Moves, _program.Solved + _blockProgram.Solved, _blocks.Pivots, _blocks.Blocks, _beginnings);
        return null;
    }

    private Stuck? Begin(SearchStart? start)
    {
        if (start is { IsWhole: true })
        {
            _state.Load(start.Lines);
            _incumbent.Offer(_state, SearchPhase.Construction);
            return null;
        }

        Stuck? stuck = null;
        for (var attempt = 0; attempt < 20 && MayTryAgain(stuck); attempt++)
        {
            if (Construction.Fill(_state, _program, _dice, IsOver, start) is not { } end)
            {
                _incumbent.Offer(_state, SearchPhase.Construction);
                return null;
            }

            // Whose line was looked for in vain says more than where time ended.
            stuck = end.Verdict == LineVerdict.Stopped ? stuck ?? end : end;
        }

        return stuck;
    }

    /// <summary>Not after a proof, nor when time is up; somebody's line looked for in vain leaves half of the time to find out why.</summary>
    private bool MayTryAgain(Stuck? stuck) => stuck is not { } end
        || (end.Verdict != LineVerdict.Impossible && !IsOver() && (end.Verdict != LineVerdict.NotFound || _incumbent.Elapsed < _limits.Time / 2));

    /// <summary>How often the line program runs within a walk: about a third of its time, from the states a run takes.</summary>
    private void SetPace()
    {
        _window = _problem.Days <= 35 && Enumerable.Range(0, _problem.Staff).All(employee => _program.Fits(employee, _problem.Days)) ? _problem.Days : 28;
        var states = Math.Max(1, _program.States / Math.Max(1, _program.Solved));
        _lineEvery = (int)Math.Clamp(states / 1500, 400, 20_000);
    }

    /// <summary>What a run of the line program takes on a slow machine, from its states.</summary>
    private double LineSeconds => _program.States / (double)Math.Max(1, _program.Solved) * 1.5e-10;

    private void Walk(double moves, double warm, SearchPhase phase)
    {
        // In pieces, so that the others see what was found and one far behind can join them.
        _walk.Run(_state, _best, (long)moves, warm, _cold, _lineEvery, _window, () =>
        {
            if (_best.Cost < _incumbent.Cost)
            {
                _incumbent.Offer(_best, phase);
            }

            return IsOver();
        });
        _incumbent.Offer(_best, phase);
    }

    /// <summary>Whether all employees and days are few enough to be solved at once within a third of the time: sixty rounds of lines, and as long again twice for the master.</summary>
    private bool IsWhole => _problem.Staff * 60.0 * 3 * LineSeconds < 0.3 * _limits.Time.TotalSeconds && _problem.Days <= 84 && _problem.Cells + _problem.Staff <= 1200 && Enumerable.Range(0, _problem.Staff).All(employee => _program.Fits(employee, _problem.Days));

    /// <summary>All employees and days at once: the bound, and a dive from it.</summary>
    private void Root()
    {
        if (IsOver())
        {
            return;
        }

        Follow();
        _root.Improve(_state, [.. Enumerable.Range(0, _problem.Staff)], 0, _problem.Days, 250, _incumbent.Cost, _incumbent.Prove, IsOver);
        _blocks.Prices = _root.Prices;
        _isRooted = true;
        if (_state.Cost < _best.Cost)
        {
            _best.CopyFrom(_state);
        }

        _incumbent.Offer(_best, SearchPhase.Columns);
        Walk(Planned * 0.05, _warm * 0.15, SearchPhase.Columns);
    }
}
