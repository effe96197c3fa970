namespace Banzhang.Platform.Ui;

/// <summary>The state of a step as class and as word.</summary>
internal static class StepText
{
    public static string? ClassOf(StepState state) => state switch
    {
        StepState.Ahead => null,
        StepState.Done => "done",
        StepState.Now => "now",
        StepState.Late => "late",
    };

    public static string Word(StepState state) => state switch
    {
        StepState.Ahead => Words.StepAhead,
        StepState.Done => Words.StepDone,
        StepState.Now => Words.StepNow,
        StepState.Late => Words.Overdue,
    };
}
