namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>Violations in words, in the current language.</summary>
public static class PlanSentences
{
    public static string Say(ShiftInstance instance, ShiftViolation violation)
    {
        var rule = Sentence.Of(violation.Rule);
        var who = instance.Staff[violation.Employee].Id;
        return violation.Day < 0
            ? Sentence.Fill(Words.ViolationWhole, who, rule, violation.Found, violation.Limit)
            : Sentence.Fill(Words.ViolationOnDay, who, rule, violation.Found, violation.Limit, violation.Day);
    }
}
