namespace Banzhang.Planning.Rosters.Columns;

/// <summary>How many people a cell misses, and other right sides without leaving the basis.</summary>
internal sealed partial class MasterProgram
{
    /// <summary>How many the cell misses in the program, in parts; surplus is negative. After <see cref="WantFewer"/>: besides what it no longer wants.</summary>
    public double Missing(int cell) => SlackRow(cell) is >= 0 and var row ? (IsUnder(_basic[row]) ? _value[row] : -_value[row]) : 0;

    /// <summary>Lets the cell want so many fewer (more when negative). The basis stays feasible; <see cref="Duals"/> or <see cref="Reprice"/> must follow.</summary>
    public void WantFewer(int cell, int fewer)
    {
        if (fewer == 0)
        {
            return;
        }

        // A slack in the basis takes up the whole change alone, on the one side or the other.
        var row = SlackRow(cell) is >= 0 and var found ? found : Enter(cell);
        _right[_owners + cell] -= fewer;
        _exact[_owners + cell] -= fewer;
        _value[row] += IsUnder(_basic[row]) ? -fewer : fewer;
        if (_value[row] >= 0)
        {
            return;
        }

        _value[row] = -_value[row];
        _basic[row] = Opposite(_basic[row]);
        for (var column = 0; column < _size; column++)
        {
            _inverse[(column * _size) + row] = -_inverse[(column * _size) + row];
        }
    }

    private int SlackRow(int cell) => Array.FindIndex(_basic, variable => variable < 0 && ~variable >> 1 == cell);

    private static bool IsUnder(int slack) => (~slack & 1) == 0;

    private static int Opposite(int slack) => ~(~slack ^ 1);

    /// <summary>Brings the cell's slack into the basis whatever it costs; its row.</summary>
    private int Enter(int cell)
    {
        var (row, ratio) = Leaving(Under(cell));
        var slack = Under(cell);
        if (row < 0)
        {
            slack = Over(cell);
            (row, ratio) = Leaving(slack);
        }

        if (row < 0)
        {
            throw new InvalidOperationException($"The slack of cell {cell} is not bounded by any line.");
        }

        for (var one = 0; one < _size; one++)
        {
            _value[one] -= ratio * _alpha[one];
        }

        _value[row] = ratio;
        _basic[row] = slack;
        Eliminate(row, 0);
        _sinceRebuild++;
        return row;
    }

    /// <summary>The row that limits a variable first, the firmest among equals; -1 when none does.</summary>
    private (int Row, double Ratio) Leaving(int entering)
    {
        Forward(entering);
        var (leaving, least) = (-1, double.MaxValue);
        for (var row = 0; row < _size; row++)
        {
            if (_alpha[row] <= 1e-6)
            {
                continue;
            }

            var ratio = Math.Max(0, _value[row]) / _alpha[row];
            if (ratio < least - 1e-12 || (ratio <= least + 1e-12 && _alpha[row] > _alpha[leaving]))
            {
                (leaving, least) = (row, ratio);
            }
        }

        return (leaving, least);
    }
}
