using System.Text;
using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>The result file: one line an employee in the order of the instance, shift ids of all days separated by tabs, an empty field for a day off.</summary>
public static class PlanFile
{
    public static string Write(ShiftInstance instance, ShiftPlan plan)
    {
        var text = new StringBuilder();
        for (var employee = 0; employee < plan.Staff; employee++)
        {
            for (var day = 0; day < plan.Days; day++)
            {
                text.Append(day == 0 ? "" : "\t").Append(plan[employee, day] < 0 ? "" : instance.Shifts[plan[employee, day]].Id);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Refuses with <see cref="FileUnusable"/> when lines, days or shift ids do not fit the instance.</summary>
    public static Outcome<ShiftPlan> Read(string file, string text, ShiftInstance instance)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        if (lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count != instance.Staff.Count)
        {
            return new FileUnusable(file, 0, "ID", LineFault.LineCount, $"{lines.Count}", $"{instance.Staff.Count}");
        }

        var plan = new ShiftPlan(instance.Staff.Count, instance.Days);
        var shifts = instance.Shifts.Index().ToDictionary(shift => shift.Item.Id, shift => shift.Index);
        for (var employee = 0; employee < lines.Count; employee++)
        {
            var fields = lines[employee].Split('\t');
            if (fields.Length != instance.Days)
            {
                return new FileUnusable(file, employee + 1, "Day", LineFault.DayCount, $"{fields.Length}", $"{instance.Days}");
            }

            for (var day = 0; day < fields.Length; day++)
            {
                var name = fields[day].Trim();
                if (name.Length == 0)
                {
                    continue;
                }

                if (!shifts.TryGetValue(name, out var shift))
                {
                    return new FileUnusable(file, employee + 1, $"Day {day}", LineFault.UnknownShift, name, string.Join(", ", shifts.Keys.Take(8)));
                }

                plan[employee, day] = shift;
            }
        }

        return plan;
    }
}
