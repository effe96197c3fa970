namespace Banzhang.Planning.Rosters.Search;

/// <summary>A roster to begin a search with.</summary>
/// <param name="Lines">By employee and day; all days off for those whose line is to be made.</param>
/// <param name="Keeps">By employee: whether the line keeps the hard rules and is begun with.</param>
internal sealed record SearchStart(byte[] Lines, bool[] Keeps)
{
    public bool IsWhole => Keeps.All(keeps => keeps);

    /// <summary>How hot the first walk is, as a share of one from a roster just made: a tenth where all lines are begun with, for they are good already.</summary>
    public double Warmth => 1 - (0.9 * Keeps.Count(keeps => keeps) / Keeps.Length);

    /// <param name="keeps">Whether an employee's line keeps the hard rules.</param>
    public static SearchStart Of(SearchProblem problem, byte[] lines, Func<int, bool> keeps)
    {
        bool[] kept = [.. Enumerable.Range(0, problem.Staff).Select(keeps)];
        for (var employee = 0; employee < kept.Length; employee++)
        {
            if (!kept[employee])
            {
                lines.AsSpan(problem.Line(employee), problem.Days).Clear();
            }
        }

        return new(lines, kept);
    }
}
