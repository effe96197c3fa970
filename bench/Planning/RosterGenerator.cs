using System.Globalization;
using System.Text;

namespace Banzhang.Bench.Planning;

/// <summary>
/// Makes larger instances in the benchmark's format, of the kind of its own: as much work wanted as the staff may give, contracts of three kinds,
/// wishes for and against shifts, limits of nights and long shifts. To see first rosters, bounds and memory where no public instance can.
/// </summary>
internal static class RosterGenerator
{
    /// <summary>Share of the most time, least time below it in minutes of four weeks, longest run, least days off.</summary>
    private static readonly (int Most, int Below, int Run, int Off)[] Contracts = [(8640, 1000, 5, 2), (8640, 1000, 6, 3), (5160, 800, 5, 2)];

    public static int Run(string file, int days, int staff, int types)
    {
        File.WriteAllText(file, Text(days, staff, types));
        return 0;
    }

    /// <summary>The same numbers are the same instance.</summary>
    public static string Text(int days, int staff, int types)
    {
        var random = new Random(days + staff + types);
        var blocks = days / 28.0;
        var text = new StringBuilder("SECTION_HORIZON\n").Append(days).Append("\n\nSECTION_SHIFTS\n");
        var shifts = Enumerable.Range(0, types).Select(type => new Shift($"{Part(type, types)}{type}", type * 4 / types, random.Next(10) < 7 ? 480 : random.Next(5) < 3 ? 600 : 720)).ToList();
        // What begins earlier in the day may not follow what begins later.
        foreach (var shift in shifts)
            text.Append(CultureInfo.InvariantCulture, $"{shift.Name},{shift.Minutes},{string.Join('|', shifts.Where(other => other.Part < shift.Part).Select(other => other.Name))}\n");
        text.Append("\nSECTION_STAFF\n");
        var (offered, could) = (0.0, new double[types]);
        for (var person = 0; person < staff; person++)
        {
            var contract = Contracts[random.Next(4) is var kind && kind < 2 ? 0 : kind - 1];
            var most = (int)(contract.Most * blocks);
            var limits = shifts.Select((shift, at) => at > 0 && random.Next(10) < 3 ? 0 : at > 0 && (shift.Part == 3 || (shift.Minutes > 480 && random.Next(10) < 7)) ? (int)((3 + random.Next(8)) * blocks) : days).ToList();
            offered += most;
            for (var type = 0; type < types; type++)
                could[type] += Math.Min((double)limits[type] * shifts[type].Minutes, most);
            text.Append(CultureInfo.InvariantCulture, $"P{person},{string.Join('|', shifts.Zip(limits, (shift, limit) => $"{shift.Name}={limit}"))},{most},{most - (int)(contract.Below * blocks)},{contract.Run},2,{contract.Off},{Math.Max(1, (int)(2 * blocks))}\n");
        }
        text.Append("\nSECTION_DAYS_OFF\n");
        for (var person = 0; person < staff; person++)
        {
            var off = Enumerable.Range(0, days / 28).SelectMany(block => Enumerable.Range((block * 28) + random.Next(20), random.Next(10) == 0 ? 7 : 1 + random.Next(2)));
            text.Append(CultureInfo.InvariantCulture, $"P{person},{string.Join(',', off)}\n");
        }
        Requests("ON", staff * days * 5 / 28, 3);
        Requests("OFF", staff * days / 14, 2);
        text.Append("\nSECTION_COVER\n");
        for (var day = 0; day < days; day++)
        {
            for (var type = 0; type < types; type++)
            {
                var wanted = offered * could[type] / could.Sum() / shifts[type].Minutes / days * (day % 7 >= 5 ? 0.8 : 1.08) * (0.7 + (0.6 * random.NextDouble()));
                text.Append(CultureInfo.InvariantCulture, $"{day},{shifts[type].Name},{(int)(wanted + random.NextDouble())},100,1\n");
            }
        }
        return text.ToString();

        void Requests(string kind, int count, int longest)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nSECTION_SHIFT_{kind}_REQUESTS\n");
            for (var request = 0; request < count; request++)
            {
                var (person, from, shift, weight) = (random.Next(staff), random.Next(days - longest), shifts[random.Next(types)].Name, 1 + random.Next(3));
                for (var day = from; day <= from + random.Next(longest); day++)
                    text.Append(CultureInfo.InvariantCulture, $"P{person},{day},{shift},{weight}\n");
            }
        }
    }

    private static char Part(int type, int types) => "adpn"[type * 4 / types];

    private readonly record struct Shift(string Name, int Part, int Minutes);
}
