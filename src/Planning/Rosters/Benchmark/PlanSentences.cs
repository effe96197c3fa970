using System.Globalization;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>Violations in words, in the current language.</summary>
public static class PlanSentences
{
    public static string Say(ShiftInstance instance, ShiftViolation violation) => Sentence.Fill(
        Words.ResourceManager.GetString($"ShiftRuleSays_{violation.Rule}", CultureInfo.CurrentUICulture)!, // every rule has one: PlanCheckTests
        instance.Staff[violation.Employee].Id, violation.Day, violation.Found, violation.Limit, Shift(instance, violation.Shift), Shift(instance, violation.Before));

    private static string Shift(ShiftInstance instance, int shift) => shift < 0 ? "" : instance.Shifts[shift].Id;
}
