namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// Limits of types as a joint count. A limit close to all shifts of a line is counted from the other side when all its types are equally long:
/// "at most 14 of 18" is "at least 4 others", five states instead of fifteen.
/// </summary>
internal sealed partial class LineProgram
{
    private readonly bool[] _others = new bool[problem.Width];
    private int[] _after = [];
    private int _countedNow;

    private int Days => _window.To - _window.From;

    /// <summary>Length of every type when all are equally long, else 0.</summary>
    private int EqualUnits { get; } = problem.Units.Skip(1).Distinct().Count() == 1 ? problem.Units[1] : 0;

    /// <summary>Most shifts in the window.</summary>
    private int MostShifts => EqualUnits == 0 ? Days : Math.Min(Days, _window.MaxUnits / EqualUnits);

    private bool FromOtherSide(int type) => EqualUnits > 0 && MostShifts - _left[type] < _left[type];

    private int Size(int type) => FromOtherSide(type) ? Math.Max(0, MostShifts - _left[type]) + 1 : Math.Min(_left[type], Days) + 1;

    /// <summary>What each option does to the joint count of the employee's counted types.</summary>
    private void Tally(ReadOnlySpan<int> counted)
    {
        _counts = 1;
        _countedNow = counted.Length;
        for (var i = 0; i < counted.Length; i++)
        {
            _strides[i] = _counts;
            _sizes[i] = Size(counted[i]);
            _others[i] = FromOtherSide(counted[i]);
            _counts *= _sizes[i];
        }

        var options = _shape.Options;
        if (_after.Length < options.Length * _counts)
        {
            _after = new int[options.Length * _counts];
        }

        for (var option = 0; option < options.Length; option++)
        {
            for (var counts = 0; counts < _counts; counts++)
            {
                var after = counts;
                for (var i = 0; i < counted.Length && after >= 0; i++)
                {
                    var digit = counts / _strides[i] % _sizes[i];
                    if (options[option].Counted == i == _others[i])
                    {
                        continue;
                    }

                    after = digit + 1 < _sizes[i] ? after + _strides[i] : _others[i] ? after : -1;
                }

                _after[(option * _counts) + counts] = after;
            }
        }
    }

    /// <summary>Most working time that these counts allow at the end: with so many others at most so many shifts.</summary>
    private int MostTime(int counts)
    {
        var most = int.MaxValue;
        for (var i = 0; i < _countedNow; i++)
        {
            var digit = counts / _strides[i] % _sizes[i];
            if (_others[i] && digit + 1 < _sizes[i])
            {
                most = Math.Min(most, (digit + MostShifts - (_sizes[i] - 1)) * EqualUnits);
            }
        }

        return most;
    }
}
