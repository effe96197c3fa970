namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>A roster: for each employee and day the shift worked, or none.</summary>
public sealed class ShiftPlan(int staff, int days)
{
    private readonly int[] _shifts = Filled(staff, days);

    public int Staff => staff;

    public int Days => days;

    /// <summary>Index of the shift type, -1 for a day off.</summary>
    public int this[int employee, int day]
    {
        get => _shifts[checked((employee * days) + day)];
        set => _shifts[checked((employee * days) + day)] = value;
    }

    private static int[] Filled(int staff, int days)
    {
        var shifts = new int[staff * days];
        Array.Fill(shifts, -1);
        return shifts;
    }
}
