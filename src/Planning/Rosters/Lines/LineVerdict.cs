namespace Banzhang.Planning.Rosters.Lines;

/// <summary>What came of looking for one employee's line.</summary>
internal enum LineVerdict
{
    Found = 1,

    /// <summary>The exact program, with rules left out at most, has no line: none exists.</summary>
    Impossible,

    /// <summary>A heuristic gave up: there may be one all the same.</summary>
    NotFound,

    /// <summary>The search was ended before the line was reached.</summary>
    Stopped,
}

/// <summary>Where a construction ended without a roster.</summary>
/// <param name="Employee">Number of the employee who has no line yet.</param>
/// <param name="Verdict">Why; never <see cref="LineVerdict.Found"/>.</param>
internal readonly record struct Stuck(int Employee, LineVerdict Verdict);
