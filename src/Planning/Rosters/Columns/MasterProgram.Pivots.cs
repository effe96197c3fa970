using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>The arithmetic of the simplex: ratio test, elimination, rebuilding of the inverse.</summary>
internal sealed partial class MasterProgram
{
    /// <summary>
    /// Brings a variable into the basis; false when numbers are too worn to do so. Missing and surplus of one cell are two sides of one amount:
    /// where it passes through zero while the cost still falls, the side is changed in place and the step goes on, so that one pivot does the work of many.
    /// </summary>
    private bool Pivot(int entering, double reduced)
    {
        Forward(entering);
        _breaks.Clear();
        for (var row = 0; row < _size; row++)
        {
            if (_alpha[row] > 1e-9)
            {
                _breaks.Add((Math.Max(0, _value[row]) / _alpha[row], row));
            }
        }

        _flips.Clear();
        var (leaving, ratio) = LongStep(reduced);
        if (leaving < 0 || _alpha[leaving] < 1e-7)
        {
            _candidates.Remove(entering);
            return _candidates.Count > 0;
        }

        _gain -= reduced * ratio;
        for (var row = 0; row < _size; row++)
        {
            _value[row] -= ratio * _alpha[row];
        }

        Flip(ref reduced);
        _value[leaving] = ratio;
        _basic[leaving] = entering;
        _basicCost[leaving] = CostOf(entering);
        Eliminate(leaving, reduced);
        Pivots++;
        _sinceRebuild++;
        return true;
    }

    private (int Leaving, double Ratio) LongStep(double slope)
    {
        while (_breaks.Count > 0)
        {
            var first = 0;
            for (var i = 1; i < _breaks.Count; i++)
            {
                var difference = _breaks[i].Ratio - _breaks[first].Ratio;
                if (difference < -1e-12 || (difference <= 1e-12 && _alpha[_breaks[i].Row] > _alpha[_breaks[first].Row]))
                {
                    first = i;
                }
            }

            var (ratio, row) = _breaks[first];
            if (_basic[row] >= 0)
            {
                return (row, ratio);
            }

            var cell = ~_basic[row] >> 1;
            slope += (_under[cell] + _over[cell]) * _alpha[row];
            if (slope >= 0)
            {
                return (row, ratio);
            }

            _flips.Add(row);
            _breaks[first] = _breaks[^1];
            _breaks.RemoveAt(_breaks.Count - 1);
        }

        return (-1, 0);
    }

    /// <summary>Changes the side of the cells that were passed.</summary>
    private void Flip(ref double reduced)
    {
        unchecked
        {
            foreach (var row in _flips)
            {
                var cell = ~_basic[row] >> 1;
                var weight = _under[cell] + _over[cell];
                _basic[row] = Opposite(_basic[row]);
                _basicCost[row] = CostOf(_basic[row]);
                reduced += weight * _alpha[row];
                _value[row] = -_value[row];
                _alpha[row] = -_alpha[row];
                for (var column = 0; column < _size; column++)
                {
                    var at = (column * _size) + row;
                    _dual[column] -= weight * _inverse[at];
                    _inverse[at] = -_inverse[at];
                }
            }
        }
    }

    /// <summary>The entering variable in terms of the basis.</summary>
    private void Forward(int variable)
    {
        Array.Clear(_alpha);
        if (variable < 0)
        {
            AddTimes(_alpha, _inverse.AsSpan((_owners + (~variable >> 1)) * _size, _size), IsUnder(variable) ? 1 : -1);
            return;
        }

        AddTimes(_alpha, _inverse.AsSpan(_owner[variable] * _size, _size), 1);
        foreach (var cell in Cells(variable))
        {
            AddTimes(_alpha, _inverse.AsSpan((_owners + cell) * _size, _size), 1);
        }
    }

    private void Eliminate(int leaving, double reduced)
    {
        unchecked
        {
            var pivot = 1 / _alpha[leaving];
            for (var column = 0; column < _size; column++)
            {
                var at = (column * _size) + leaving;
                if (_inverse[at] == 0)
                {
                    continue;
                }

                var factor = _inverse[at] * pivot;
                if (Math.Abs(factor) < 1e-13)
                {
                    _inverse[at] = 0;
                    continue;
                }

                AddTimes(_inverse.AsSpan(column * _size, _size), _alpha, -factor);
                _inverse[at] = factor;
                _dual[column] += reduced * factor;
            }
        }
    }

    /// <summary>The inverse anew from the basis, free of the errors of many pivots.</summary>
    private void Rebuild()
    {
        _sinceRebuild = 0;
        var basis = _basic.AsSpan().ToArray();
        _inverse.AsSpan(0, _size * _size).Clear();
        var taken = new bool[_size];
        for (var row = 0; row < _size; row++)
        {
            _inverse[(row * _size) + row] = 1;
        }

        foreach (var variable in basis.Where(variable => variable < 0))
        {
            var row = _owners + (~variable >> 1);
            taken[row] = true;
            _basic[row] = variable;
            _inverse[(row * _size) + row] = IsUnder(variable) ? 1 : -1;
        }

        foreach (var variable in basis.Where(variable => variable >= 0))
        {
            Forward(variable);
            var pivot = -1;
            for (var row = 0; row < _size; row++)
            {
                if (!taken[row] && (pivot < 0 || Math.Abs(_alpha[row]) > Math.Abs(_alpha[pivot])))
                {
                    pivot = row;
                }
            }

            taken[pivot] = true;
            _basic[pivot] = variable;
            Eliminate(pivot, 0);
        }

        Array.Clear(_value);
        for (var row = 0; row < _size; row++)
        {
            AddTimes(_value, _inverse.AsSpan(row * _size, _size), _right[row]);
        }

        Duals();
    }

    private static void AddTimes(Span<double> into, ReadOnlySpan<double> values, double factor)
    {
        unchecked
        {
            ref var target = ref MemoryMarshal.GetReference(into);
            ref var source = ref MemoryMarshal.GetReference(values);
            var times = Vector256.Create(factor);
            var at = 0;
            for (; at + 4 <= into.Length; at += 4)
            {
                Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref source, (nuint)at), times, Vector256.LoadUnsafe(ref target, (nuint)at)).StoreUnsafe(ref target, (nuint)at);
            }

            for (; at < into.Length; at++)
            {
                into[at] += values[at] * factor;
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<double> two)
    {
        var sums = Vector<double>.Zero;
        var at = 0;
        for (; at + Vector<double>.Count <= one.Length; at += Vector<double>.Count)
        {
            sums += new Vector<double>(one[at..]) * new Vector<double>(two[at..]);
        }

        var sum = Vector.Sum(sums);
        for (; at < one.Length; at++)
        {
            sum += one[at] * two[at];
        }

        return sum;
    }
}
