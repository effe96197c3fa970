using Banzhang.Planning.Rosters.Lines;

namespace Banzhang.Planning.Rosters.Search;

/// <summary>What a thread does round by round: with the others from the best roster, or for a while alone from another beginning.</summary>
internal sealed partial class Searcher
{
    private bool _isAlone;
    private int _idle, _diveAt, _diveEvery = 4, _beginnings;
    private long _seen = long.MaxValue;

    /// <summary>Rounds without a better roster after which another beginning is worth more; the even threads stay with the best for longer. Over long horizons it would never catch up.</summary>
    private int Patience => (AreBlocksQuick ? 50 : 10) * (_isAlone || _number % 2 > 0 ? 1 : 2);

    private void Round(int round)
    {
        CountIdle();
        if (!IsLong && _idle >= Patience)
        {
            Elsewhere();
            return;
        }

        Follow();
        if (_isRooted && !_isAlone && round >= _diveAt)
        {
            Dive(round);
        }
        else if (CellsADay * Math.Min(_problem.Days, 42) <= 1500 && IsForBlocks(round))
        {
            Block();
        }
        else
        {
            var isWarm = round % 3 == 0;
            Walk(AreBlocksQuick ? Math.Min(Pace, Planned * 0.1) : Planned * (isWarm ? 0.1 : 0.03), _warm * (isWarm ? 0.3 : 0.1), SearchPhase.Walk);
        }
    }

    /// <summary>Counts the rounds in which nothing got better.</summary>
    private void CountIdle()
    {
        var cost = _isAlone ? _best.Cost : _incumbent.Cost;
        _idle = cost < _seen ? 0 : _idle + 1;
        _seen = cost;
    }

    /// <summary>Begins elsewhere and goes on from there alone, so that one unlucky start does not decide all; or, where that stands still too, comes back to the others.</summary>
    private void Elsewhere()
    {
        _idle = 0;
        _isAlone = !_isAlone && Construction.Fill(_state, _program, _dice, IsOver) is null;
        if (_isAlone)
        {
            _beginnings++;
            _best.CopyFrom(_state);
            Walk(AreBlocksQuick ? Math.Min(3 * Pace, Planned * 0.1) : Planned * 0.1, _warm, SearchPhase.Walk);
        }

        _seen = _isAlone ? _best.Cost : _incumbent.Cost;
    }

    /// <summary>Once more from the root; the less often the longer that found nothing.</summary>
    private void Dive(int round)
    {
        var isCheaper = _root.Again(_state, _state.Cost, 0.3, IsOver);
        if (isCheaper)
        {
            Keep(SearchPhase.Columns);
        }

        _diveEvery = isCheaper ? 4 : Math.Min(2 * _diveEvery, 64);
        _diveAt = round + _diveEvery;
    }

    /// <summary>Takes up the best of all threads, or the thread's own while it is alone.</summary>
    private void Follow()
    {
        if (!_isAlone && _incumbent.Cost < _best.Cost)
        {
            _best.Load(_incumbent.Lines());
        }

        _state.CopyFrom(_best);
    }

    /// <summary>The state is this thread's best; the others may have it.</summary>
    private void Keep(SearchPhase phase)
    {
        _best.CopyFrom(_state);
        _incumbent.Offer(_best, phase);
    }
}
