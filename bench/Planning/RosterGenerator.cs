using System.Globalization;
using System.Text;

namespace Banzhang.Bench.Planning;

/// <summary>Makes large instances in the benchmark's format, to see when a first roster stands and how much memory a year takes.</summary>
internal static class RosterGenerator
{
    private static readonly int[] Lengths = [480, 480, 600, 720];

    public static int Run(string file, int days, int staff, int types)
    {
        File.WriteAllText(file, Text(days, staff, types));
        return 0;
    }

    /// <summary>The same numbers are the same instance.</summary>
    public static string Text(int days, int staff, int types)
    {
        var random = new Random(days + staff + types);
        var text = new StringBuilder("SECTION_HORIZON\n").Append(days).Append("\n\nSECTION_SHIFTS\n");
        var names = Enumerable.Range(0, types).Select(type => $"{"adpn"[type * 4 / types]}{type}").ToArray();
        for (var type = 0; type < types; type++)
        {
            // What begins earlier in the day may not follow what begins later.
            var forbidden = names.Where(name => "adpn".IndexOf(name[0], StringComparison.Ordinal) < type * 4 / types);
            text.Append(CultureInfo.InvariantCulture, $"{names[type]},{Lengths[random.Next(Lengths.Length)]},{string.Join('|', forbidden)}\n");
        }
        text.Append("\nSECTION_STAFF\n");
        var blocks = days / 28.0;
        for (var person = 0; person < staff; person++)
        {
            var most = (int)((random.Next(5) == 0 ? 5160 : 8640) * blocks);
            var limits = names.Select(name => $"{name}={(name != names[0] && random.Next(4) == 0 ? 0 : name[0] == 'n' ? (int)(4 * blocks) : days)}");
            text.Append(CultureInfo.InvariantCulture, $"P{person},{string.Join('|', limits)},{most},{most - (int)(600 * Math.Sqrt(blocks))},{5 + random.Next(2)},2,{2 + (random.Next(5) == 0 ? 1 : 0)},{(int)(2 * blocks) + random.Next(2)}\n");
        }
        text.Append("\nSECTION_DAYS_OFF\n");
        for (var person = 0; person < staff; person++)
        {
            var off = Enumerable.Range(0, days / 28).SelectMany(block => Enumerable.Range((block * 28) + random.Next(20), 1 + (random.Next(4) == 0 ? 6 : 0)));
            text.Append(CultureInfo.InvariantCulture, $"P{person},{string.Join(',', off)}\n");
        }
        text.Append("\nSECTION_SHIFT_ON_REQUESTS\n");
        for (var request = 0; request < staff * days / 8; request++)
            text.Append(CultureInfo.InvariantCulture, $"P{random.Next(staff)},{random.Next(days)},{names[random.Next(types)]},{1 + random.Next(3)}\n");
        text.Append("\nSECTION_COVER\n");
        for (var day = 0; day < days; day++)
        {
            foreach (var name in names)
                text.Append(CultureInfo.InvariantCulture, $"{day},{name},{(int)Math.Round(staff * 0.55 / types * (day % 7 >= 5 ? 0.7 : 1.0)) + random.Next(2)},100,1\n");
        }
        return text.ToString();
    }
}
