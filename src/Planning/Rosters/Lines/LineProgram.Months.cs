namespace Banzhang.Planning.Rosters.Lines;

/// <summary>
/// Limits of calendar months. They seldom bind, so that the program does not count them (a second axis of time would square its states): it looks afterwards
/// and prices the months that are over. The bound leaves them out and stays valid.
/// </summary>
internal sealed partial class LineProgram
{
    private readonly int[] _monthLeft = new int[Last(problem.MonthOf)], _monthWorked = new int[Last(problem.MonthOf)], _monthPenalty = new int[Last(problem.MonthOf)];

    private static int Last(int[] monthOf) => monthOf.Length == 0 ? 0 : monthOf[^1] + 1;

    /// <summary>What the rest of the line leaves of each month; false when it leaves less than nothing.</summary>
    private bool LeaveMonths(ReadOnlySpan<byte> line)
    {
        if (_rules.MostOfMonth.Length == 0)
        {
            return true;
        }

        _rules.MostOfMonth.CopyTo(_monthLeft, 0);
        for (var day = 0; day < line.Length; day++)
        {
            if (day < _window.From || day >= _window.To)
            {
                _monthLeft[problem.MonthOf[day]] -= problem.Units[line[day]];
            }
        }

        return !_monthLeft.AsSpan().ContainsAnyInRange(int.MinValue, -1);
    }

    private bool KeepsMonths(ReadOnlySpan<byte> choice)
    {
        if (_rules.MostOfMonth.Length == 0)
        {
            return true;
        }

        Array.Clear(_monthWorked);
        for (var day = 0; day < choice.Length; day++)
        {
            _monthWorked[problem.MonthOf[_window.From + day]] += problem.Units[choice[day]];
        }

        for (var month = 0; month < _monthWorked.Length; month++)
        {
            if (_monthWorked[month] > _monthLeft[month])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Makes the months that are over dearer, by so much for the longest shift.</summary>
    private void PriceMonths(int step)
    {
        for (var month = 0; _rules.MostOfMonth.Length > 0 && month < _monthPenalty.Length; month++)
        {
            if (_monthWorked[month] > _monthLeft[month])
            {
                _monthPenalty[month] = Math.Min(_monthPenalty[month] + Math.Max(1, step / Math.Max(1, _shape.LongestUnits)), (1 << 22) / Math.Max(1, _shape.LongestUnits));
            }
        }
    }

    private int MonthPenalty(int day, int type) => _rules.MostOfMonth.Length == 0 ? 0 : _monthPenalty[problem.MonthOf[_window.From + day]] * problem.Units[type];
}
