using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Banzhang.Planning.Rosters.Lines;

/// <summary>The way forward, day by day: which states follow from which, and the inner loops over working time.</summary>
internal sealed partial class LineProgram
{
    private void Step(int day)
    {
        var layer = day - _window.From;
        var (low, high) = Range(day);
        var (nextLow, nextHigh) = Range(day + 1);
        var span = new StepRange(low, high, nextLow, nextHigh, layer * _rows, (layer + 1) * _rows);
        var width = _shape.Options.Length + 1;
        var costs = _optionCost.AsSpan(layer * width, width);
        if (costs[0] < Never)
        {
            StepOff(span, costs[0]);
        }

        StepFromOff(span, day, costs);
        for (var set = 0; set < _shape.Before.Length; set++)
        {
            if (_shape.Before[set] != 0)
            {
                StepFromWork(span, day, set, costs);
            }
        }

        if (_isBanded)
        {
            Clip(span);
        }
    }

    private readonly record struct StepRange(int Low, int High, int NextLow, int NextHigh, int Rows, int NextRows);

    private void StepOff(StepRange span, int cost)
    {
        var block = _weekends * _counts;
        for (var off = 0; off < _offs; off++)
        {
            MoveBlock(span, off * block, Math.Min(off + 1, _offs - 1) * block, block, cost);
        }

        for (var one = 0; one < _classes; one++)
        {
            for (var run = 0; run < _runs; run++)
            {
                if (MayEnd(run))
                {
                    MoveBlock(span, Work(one, run) * block, 0, block, cost);
                }
            }
        }
    }

    private void MoveBlock(StepRange span, int from, int to, int rows, int cost)
    {
        unchecked
        {
            for (var row = 0; row < rows; row++)
            {
                if (_live[span.Rows + from + row])
                {
                    Relax(_values, (span.Rows + from + row) * _stride, span, to + row, 0, cost);
                }
            }
        }
    }

    private void StepFromOff(StepRange span, int day, ReadOnlySpan<int> costs)
    {
        var more = !_isLoose && problem.IsWeekend(day) ? 1 : 0;
        var run = FirstRun(day);
        for (var weekends = 0; weekends + more < _weekends; weekends++)
        {
            for (var counts = 0; counts < _counts; counts++)
            {
                var row = Row(_offs - 1, weekends, counts);
                if (_live[span.Rows + row])
                {
                    RelaxOptions(_values, (span.Rows + row) * _stride, span, -1, run, weekends + more, counts, costs);
                }
            }
        }
    }

    private void StepFromWork(StepRange span, int day, int set, ReadOnlySpan<int> costs)
    {
        var more = !_isLoose && problem.OpensWeekend(day) ? 1 : 0;
        for (var run = 0; run < _runs; run++)
        {
            if (_next[run] < 0)
            {
                continue;
            }

            for (var weekends = 0; weekends + more < _weekends; weekends++)
            {
                for (var counts = 0; counts < _counts; counts++)
                {
                    if (Least(span, set, run, weekends, counts) is var (source, at) && source is not null)
                    {
                        RelaxOptions(source, at, span, set, _next[run], weekends + more, counts, costs);
                    }
                }
            }
        }
    }

    /// <summary>The least over all classes that may come before; the row itself when there is only one.</summary>
    private (int[]? Source, int At) Least(StepRange span, int set, int run, int weekends, int counts)
    {
        unchecked
        {
            var first = -1;
            var merged = false;
            for (var classes = _shape.Before[set]; classes != 0; classes &= classes - 1)
            {
                var row = span.Rows + Row(Work(BitOperations.TrailingZeroCount(classes), run), weekends, counts);
                if (!_live[row])
                {
                    continue;
                }

                if (first < 0)
                {
                    first = row * _stride;
                    continue;
                }

                ref var into = ref MemoryMarshal.GetArrayDataReference(_mins);
                ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
                // To one lane past the end: what reads this may begin off the beat of these steps.
                for (var time = span.Low; time < span.High + Lane; time += Lane)
                {
                    var one = merged ? Vector256.LoadUnsafe(ref into, (nuint)time) : Vector256.LoadUnsafe(ref values, (nuint)(first + time));
                    Vector256.Min(one, Vector256.LoadUnsafe(ref values, (nuint)((row * _stride) + time))).StoreUnsafe(ref into, (nuint)time);
                }

                merged = true;
            }

            return first < 0 ? (null, 0) : merged ? (_mins, 0) : (_values, first);
        }
    }

    /// <param name="set">Options with this set of predecessors; -1 for all, after a day off.</param>
    private void RelaxOptions(int[] source, int at, StepRange span, int set, int run, int weekends, int counts, ReadOnlySpan<int> costs)
    {
        unchecked
        {
            var options = _shape.Options;
            for (var option = 0; option < options.Length; option++)
            {
                ref readonly var one = ref options[option];
                var cost = costs[option + 1];
                if (cost >= Never || (set >= 0 && one.Before != set))
                {
                    continue;
                }

                var after = _after[(option * _counts) + counts];
                if (after < 0)
                {
                    continue;
                }

                Relax(source, at, span, Row(Work(one.Class, run), weekends, after), _isLoose ? 0 : one.Units, cost);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Relax(int[] source, int at, StepRange span, int row, int units, int cost)
    {
        unchecked
        {
            var target = (span.NextRows + row) * _stride;
            ref var values = ref MemoryMarshal.GetArrayDataReference(_values);
            if (!_live[span.NextRows + row])
            {
                _live[span.NextRows + row] = true;
                _values.AsSpan(target + span.NextLow, span.NextHigh - span.NextLow + 1 + Lane).Fill(Never);
            }

            ref var from = ref MemoryMarshal.GetArrayDataReference(source);
            var add = Vector256.Create(cost);
            var last = Math.Min(span.High, span.NextHigh - units);
            for (var time = Math.Max(span.Low, span.NextLow - units); time <= last; time += Lane)
            {
                var moved = Vector256.LoadUnsafe(ref from, (nuint)(at + time)) + add;
                Vector256.Min(moved, Vector256.LoadUnsafe(ref values, (nuint)(target + time + units))).StoreUnsafe(ref values, (nuint)(target + time + units));
            }
        }
    }
}
