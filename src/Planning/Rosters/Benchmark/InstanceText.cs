using System.Globalization;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>The sections of one instance file on their way to a <see cref="ShiftInstance"/>.</summary>
internal sealed class InstanceText(string file, string text)
{
    private static readonly string[] Required = ["SECTION_HORIZON", "SECTION_SHIFTS", "SECTION_STAFF"];
    private static readonly string[] All = [.. Required, "SECTION_DAYS_OFF", "SECTION_SHIFT_ON_REQUESTS", "SECTION_SHIFT_OFF_REQUESTS", "SECTION_COVER"];

    private readonly Dictionary<string, List<(int Number, string Text)>> _sections = [];
    private readonly Dictionary<string, int> _shifts = [], _staff = [];
    private int _line;

    public ShiftInstance Read()
    {
        Split();
        var days = Horizon();
        var shifts = Shifts();
        var staff = Staff(days, shifts);
        CheckSize(days, shifts, staff);
        var requests = new List<ShiftRequest>();
        Requests("SECTION_SHIFT_ON_REQUESTS", true, days, requests);
        Requests("SECTION_SHIFT_OFF_REQUESTS", false, days, requests);
        return new(days, shifts, staff, requests, Cover(days));
    }

    private void Split()
    {
        List<(int, string)>? section = null;
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            _line = i + 1;
            var line = lines[i].Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!line.StartsWith("SECTION_", StringComparison.Ordinal))
            {
                (section ?? throw Unusable("SECTION", LineFault.OutsideSection, line, string.Join(", ", Required))).Add((_line, line));
                continue;
            }

            if (!All.Contains(line))
            {
                throw Unusable("SECTION", LineFault.UnknownSection, line, string.Join(", ", All));
            }

            if (!_sections.TryAdd(line, section = []))
            {
                throw Unusable("SECTION", LineFault.SectionTwice, line, "1");
            }
        }

        _line = 0;
        foreach (var name in Required.Where(name => !_sections.TryGetValue(name, out var found) || found.Count == 0))
        {
            throw Unusable(name, LineFault.SectionMissing, name, "1");
        }
    }

    private int Horizon()
    {
        var lines = _sections["SECTION_HORIZON"];
        _line = lines[^1].Number;
        return lines.Count == 1 ? Number("Horizon", lines[0].Text, 1, InstanceReader.MostDays) : throw Unusable("Horizon", LineFault.FieldCount, $"{lines.Count}", "1");
    }

    private List<ShiftType> Shifts()
    {
        var rows = Rows("SECTION_SHIFTS", 3, 3).ToList();
        foreach (var (number, fields) in rows)
        {
            _line = number;
            Add(_shifts, "ShiftID", fields[0]);
        }

        if (rows.Count > InstanceReader.MostShifts)
        {
            throw Unusable("ShiftID", LineFault.TooManyShifts, $"{rows.Count}", $"{InstanceReader.MostShifts}");
        }

        return [.. rows.Select(row =>
        {
            _line = row.Number;
            var forbidden = row.Fields[2].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return new ShiftType(row.Fields[0], Number("Length", row.Fields[1], 1, 100_000), [.. forbidden.Select(Shift).Distinct()]);
        })];
    }

    private List<StaffMember> Staff(int days, List<ShiftType> shifts)
    {
        var rows = Rows("SECTION_STAFF", 8, 8).ToList();
        var off = rows.Select(_ => new HashSet<int>()).ToList();
        foreach (var (number, fields) in rows)
        {
            _line = number;
            Add(_staff, "ID", fields[0]);
        }

        if (rows.Count > InstanceReader.MostStaff)
        {
            throw Unusable("ID", LineFault.OutOfRange, $"{rows.Count}", $"1..{InstanceReader.MostStaff}");
        }

        foreach (var (number, fields) in Rows("SECTION_DAYS_OFF", 2, int.MaxValue))
        {
            _line = number;
            var employee = Employee(fields[0]);
            foreach (var day in fields.Skip(1))
            {
                off[employee].Add(Number("DayIndex", day, 0, days - 1));
            }
        }

        return [.. rows.Select((row, index) =>
        {
            _line = row.Number;
            var fields = row.Fields;
            var most = Number("MaxTotalMinutes", fields[2], 0, InstanceReader.MostMinutes);
            var least = Number("MinTotalMinutes", fields[3], 0, InstanceReader.MostMinutes);
            if (least > most) { throw Unusable("MinTotalMinutes", LineFault.LeastAboveMost, fields[3], fields[2]); } var longest = Number("MaxConsecutiveShifts", fields[4], 1, InstanceReader.MostDays);
            var shortest = Number("MinConsecutiveShifts", fields[5], 0, InstanceReader.MostDays);
            if (shortest > longest) { throw Unusable("MinConsecutiveShifts", LineFault.LeastAboveMost, fields[5], fields[4]); } return new StaffMember(fields[0], Limits(fields[1], shifts), most, least, longest, shortest,
                Number("MinConsecutiveDaysOff", fields[6], 0, InstanceReader.MostDays), Number("MaxWeekends", fields[7], 0, InstanceReader.MostDays), off[index]);
        })];
    }

    /// <summary>What a search keeps for every employee, day and shift, and the states of one line with nothing counted (<see cref="Lines.LineProgram.Loose"/>).</summary>
    private void CheckSize(int days, List<ShiftType> shifts, List<StaffMember> staff)
    {
        if ((long)days * staff.Count * (shifts.Count + 1) is var cells && cells > InstanceReader.MostNumbers)
        {
            _line = 0;
            throw Unusable("ID", LineFault.TooLarge, $"{cells}", $"{InstanceReader.MostNumbers}");
        }

        var classes = shifts.Select(shift => string.Join(',', shift.ForbiddenNext.Order())).Distinct().Count();
        var rows = InstanceReader.MostNumbers / Lines.LineProgram.LooseStride / (days + 1);
        foreach (var (at, member) in staff.Index())
        {
            var longest = Math.Min(member.MaxConsecutiveShifts, days);
            var (least, off) = (Math.Clamp(member.MinConsecutiveShifts, 1, longest), Math.Clamp(member.MinConsecutiveDaysOff, 1, days));
            if (off + ((long)classes * (longest + least - 1)) > rows)
            {
                _line = _sections["SECTION_STAFF"][at].Number;
                throw Unusable("MaxConsecutiveShifts", LineFault.TooManyStates, $"{longest}", $"{Math.Max(1, (rows - off) / (2 * classes))}");
            }
        }
    }

    private int[] Limits(string field, List<ShiftType> shifts)
    {
        var limits = new int[shifts.Count];
        Array.Fill(limits, -1);
        foreach (var entry in field.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = entry.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2)
            {
                throw Unusable("MaxShifts", LineFault.ShiftLimitForm, entry, $"{shifts[0].Id}=14");
            }

            limits[Shift(pair[0])] = Number("MaxShifts", pair[1], 0, InstanceReader.MostDays);
        }

        var missing = Array.IndexOf(limits, -1);
        return missing < 0 ? limits : throw Unusable("MaxShifts", LineFault.ShiftLimitMissing, field, shifts[missing].Id);
    }

    private void Requests(string section, bool wanted, int days, List<ShiftRequest> requests)
    {
        foreach (var (number, fields) in Rows(section, 4, 4))
        {
            _line = number;
            requests.Add(new(Employee(fields[0]), Number("Day", fields[1], 0, days - 1), Shift(fields[2]), Number("Weight", fields[3], 0, InstanceReader.MostWeight), wanted));
        }
    }

    private List<ShiftCover> Cover(int days)
    {
        var cover = new List<ShiftCover>();
        var seen = new HashSet<(int, int)>();
        foreach (var (number, fields) in Rows("SECTION_COVER", 5, 5))
        {
            _line = number;
            var cell = new ShiftCover(Number("Day", fields[0], 0, days - 1), Shift(fields[1]), Number("Requirement", fields[2], 0, InstanceReader.MostRequired),
                Number("Weight for under", fields[3], 0, InstanceReader.MostWeight), Number("Weight for over", fields[4], 0, InstanceReader.MostWeight));
            if (!seen.Add((cell.Day, cell.Shift)))
            {
                throw Unusable("Day", LineFault.CoverTwice, $"{fields[0]},{fields[1]}", "1");
            }

            cover.Add(cell);
        }

        return cover;
    }

    private IEnumerable<(int Number, string[] Fields)> Rows(string section, int least, int most)
    {
        foreach (var (number, line) in _sections.GetValueOrDefault(section, []))
        {
            _line = number;
            var fields = line.Split(',', StringSplitOptions.TrimEntries);
            if (fields.Length < least || fields.Length > most)
            {
                throw Unusable(section, LineFault.FieldCount, $"{fields.Length}", most == int.MaxValue ? $"{least}+" : $"{least}");
            }

            yield return (number, fields);
        }
    }

    private void Add(Dictionary<string, int> names, string field, string name)
    {
        if (name.Length == 0)
        {
            throw Unusable(field, LineFault.EmptyName, name, "A..Z");
        }

        if (!names.TryAdd(name, names.Count))
        {
            throw Unusable(field, LineFault.NameTwice, name, "1");
        }
    }

    private int Shift(string name) => _shifts.TryGetValue(name, out var shift) ? shift : throw Unusable("ShiftID", LineFault.UnknownShift, name, Some(_shifts));

    private int Employee(string name) => _staff.TryGetValue(name, out var employee) ? employee : throw Unusable("EmployeeID", LineFault.UnknownEmployee, name, Some(_staff));

    private static string Some(Dictionary<string, int> names) => string.Join(", ", names.Keys.Take(8)) + (names.Count > 8 ? ", …" : "");

    private int Number(string field, string given, int least, int most) =>
        !long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? throw Unusable(field, LineFault.NotANumber, given, $"{least}..{most}")
        : number < least || number > most ? throw Unusable(field, LineFault.OutOfRange, given, $"{least}..{most}")
        : (int)number;

    private UnusableLineException Unusable(string field, LineFault fault, string given, string wanted) => new(new(file, _line, field, fault, given.Length > 60 ? given[..60] + "…" : given, wanted));
}
