namespace Banzhang.Planning.Rosters.Team;

/// <summary>How working time is reckoned (Labour Law, articles 36, 39 and 41).</summary>
public enum HoursSystem
{
    /// <summary>By day and week: what goes beyond a day's standard time, or beyond the working days of a week, is overtime.</summary>
    Standard = 1,

    /// <summary>Reckoned together by calendar month, with approval: what goes beyond the working days of the month is overtime.</summary>
    Comprehensive,

    /// <summary>With approval; the contract's limits alone.</summary>
    Irregular,
}
