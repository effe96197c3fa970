using Banzhang.Planning.Rosters;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Platform.Localisation;

namespace Banzhang.Tests.Rules.Planning.Rosters;

public class InstanceReaderTests
{
    [Fact]
    public void The_kiosk_is_read_as_it_stands()
    {
        var kiosk = AnInstance.Kiosk;

        Assert.Equal(14, kiosk.Days);
        Assert.Equal(["E", "L"], kiosk.Shifts.Select(shift => shift.Id));
        Assert.Equal([0], kiosk.Shifts[1].ForbiddenNext);
        Assert.Equal(["Ann", "Bob", "Cem", "Dai"], kiosk.Staff.Select(member => member.Id));
        Assert.Equal([14, 5], kiosk.Staff[2].MaxShifts);
        Assert.Equal((4800, 3360, 5, 2, 2, 1), (kiosk.Staff[0].MaxMinutes, kiosk.Staff[0].MinMinutes, kiosk.Staff[0].MaxConsecutiveShifts, kiosk.Staff[0].MinConsecutiveShifts, kiosk.Staff[0].MinConsecutiveDaysOff, kiosk.Staff[0].MaxWeekends));
        Assert.Equal([5, 6], kiosk.Staff[1].DaysOff.Order());
        Assert.Equal([new(0, 2, 1, 3, true), new(3, 4, 0, 2, true), new(2, 3, 1, 1, false)], kiosk.Requests);
        Assert.Equal(new ShiftCover(9, 0, 2, 100, 1), kiosk.Cover[^1]);
    }

    [Fact]
    public void Line_ends_of_other_systems_read_the_same() =>
        Assert.Equal(AnInstance.Kiosk.Cover, InstanceReader.Read("kiosk.txt", AnInstance.KioskText.Replace("\n", "\r\n", StringComparison.Ordinal)).Value.Cover);

    [Theory]
    [InlineData("14\n", "fourteen\n", 3, "Horizon", LineFault.NotANumber)]
    [InlineData("14\n", "0\n", 3, "Horizon", LineFault.OutOfRange)]
    [InlineData("14\n", "14\n15\n", 4, "Horizon", LineFault.FieldCount)]
    [InlineData("SECTION_HORIZON\n14\n", "", 0, "SECTION_HORIZON", LineFault.SectionMissing)]
    [InlineData("SECTION_SHIFTS", "SECTION_SHIFT", 5, "SECTION", LineFault.UnknownSection)]
    [InlineData("SECTION_DAYS_OFF", "SECTION_STAFF", 16, "SECTION", LineFault.SectionTwice)]
    [InlineData("# A kiosk", "Ann,0\n# A kiosk", 1, "SECTION", LineFault.OutsideSection)]
    [InlineData("E,480,\n", "E,480\n", 6, "SECTION_SHIFTS", LineFault.FieldCount)]
    [InlineData("E,480,\n", "E,-480,\n", 6, "Length", LineFault.OutOfRange)]
    [InlineData("L,480,E", "L,480,X", 7, "ShiftID", LineFault.UnknownShift)]
    [InlineData("L,480,E", "E,480,E", 7, "ShiftID", LineFault.NameTwice)]
    [InlineData("Bob,E=14|L=0", ",E=14|L=0", 12, "ID", LineFault.EmptyName)]
    [InlineData("Bob,E=14|L=0", "Bob,E=14", 12, "MaxShifts", LineFault.ShiftLimitMissing)]
    [InlineData("Bob,E=14|L=0", "Bob,E=14|L", 12, "MaxShifts", LineFault.ShiftLimitForm)]
    [InlineData("Ann,E=14|L=14,4800,3360", "Ann,E=14|L=14,3000,3360", 11, "MinTotalMinutes", LineFault.LeastAboveMost)]
    [InlineData("Ann,E=14|L=14,4800,3360", "Ann,E=14|L=14,NaN,3360", 11, "MaxTotalMinutes", LineFault.NotANumber)]
    [InlineData("Ann,0\n", "Eve,0\n", 17, "EmployeeID", LineFault.UnknownEmployee)]
    [InlineData("Ann,0\n", "Ann,14\n", 17, "DayIndex", LineFault.OutOfRange)]
    [InlineData("Ann,2,L,3", "Ann,2,L,-3", 21, "Weight", LineFault.OutOfRange)]
    [InlineData("9,E,2,100,1", "0,E,2,100,1", 36, "Day", LineFault.CoverTwice)]
    [InlineData("9,E,2,100,1", "9,E,2.5,100,1", 36, "Requirement", LineFault.NotANumber)]
    public void A_broken_line_is_named_with_its_field(string good, string bad, int line, string field, LineFault fault)
    {
        var at = AnInstance.KioskText.IndexOf(good, StringComparison.Ordinal);
        var text = AnInstance.KioskText[..at] + bad + AnInstance.KioskText[(at + good.Length)..];

        var refusal = Assert.IsType<FileUnusable>(InstanceReader.Read("kiosk.txt", text).Refusal);

        Assert.Equal((line, field, fault), (refusal.Line, refusal.Name, refusal.Fault));
    }

    [Fact]
    public void More_shift_types_than_can_be_planned_are_refused_before_any_work()
    {
        var shifts = string.Concat(Enumerable.Range(0, 64).Select(type => $"S{type},480,\n"));

        var refusal = Assert.IsType<FileUnusable>(InstanceReader.Read("x", AnInstance.KioskText.Replace("E,480,\nL,480,E\n", shifts, StringComparison.Ordinal)).Refusal);

        Assert.Equal(LineFault.TooManyShifts, refusal.Fault);
    }

    [Theory]
    [InlineData(3_660, 1, 40, 3_660, LineFault.TooManyStates, "MaxConsecutiveShifts", 45)]
    [InlineData(3_660, 400, 40, 5, LineFault.TooLarge, "ID", 0)]
    public void What_would_take_more_memory_than_a_search_may_is_refused_before_any_work(int days, int staff, int types, int run, LineFault fault, string name, int line)
    {
        var limits = string.Join('|', Enumerable.Range(0, types).Select(type => $"S{type}={days}"));
        var shifts = string.Concat(Enumerable.Range(0, types).Select(type => $"S{type},480,{string.Join('|', Enumerable.Range(0, type).Select(before => $"S{before}"))}\n"));
        var text = $"SECTION_HORIZON\n{days}\nSECTION_SHIFTS\n{shifts}SECTION_STAFF\n" + string.Concat(Enumerable.Range(0, staff).Select(at => $"P{at},{limits},1000000,0,{run},1,1,500\n"));

        var refusal = Assert.IsType<FileUnusable>(InstanceReader.Read("x", text).Refusal);

        Assert.Equal((fault, name, line), (refusal.Fault, refusal.Name, refusal.Line));
    }

    [Fact]
    public void The_refusal_is_one_line_that_says_how_to_mend_it()
    {
        Languages.Speak(Languages.English);
        var refusal = InstanceReader.Read("kiosk.txt", AnInstance.KioskText.Replace("Ann,2,L,3", "Ann,2,M,3", StringComparison.Ordinal)).Refusal!;

        Assert.Equal("kiosk.txt, line 21, ShiftID: there is no shift \u201cM\u201d; there are E, L.", WordBook.Say(refusal));
    }

    [Fact]
    public void Any_cut_of_the_text_is_read_or_refused_never_a_fault()
    {
        for (var length = 0; length < AnInstance.KioskText.Length; length++)
        {
            var outcome = InstanceReader.Read("kiosk.txt", AnInstance.KioskText[..length]);
            Assert.True(outcome.IsDone || outcome.Refusal is FileUnusable);
        }
    }

    [Fact]
    public void A_result_is_read_as_it_was_written()
    {
        var plan = new ShiftPlan(4, 14) { [0, 1] = 1, [3, 13] = 0 };
        var text = PlanFile.Write(AnInstance.Kiosk, plan);

        var read = PlanFile.Read("out.txt", text, AnInstance.Kiosk).Value;

        Assert.Equal("\tL\t\t\t\t\t\t\t\t\t\t\t\t", text.Split('\n')[0]);
        Assert.Equal((1, 0, -1), (read[0, 1], read[3, 13], read[2, 2]));
    }

    [Theory]
    [InlineData("\t\t\n", 0, LineFault.LineCount)]
    [InlineData("\t\n\n\n\n", 1, LineFault.DayCount)]
    public void A_result_of_another_instance_is_refused(string text, int line, LineFault fault)
    {
        var refusal = Assert.IsType<FileUnusable>(PlanFile.Read("out.txt", text, AnInstance.Kiosk).Refusal);

        Assert.Equal((line, fault), (refusal.Line, refusal.Fault));
    }
}
