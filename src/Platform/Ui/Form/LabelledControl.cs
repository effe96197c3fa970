using Microsoft.AspNetCore.Components;

namespace Banzhang.Platform.Ui;

/// <summary>What every control with a label above it takes.</summary>
public abstract class LabelledControl : ComponentBase
{
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Defaults to <see cref="Name"/>; give one where two forms of a page share a name.</summary>
    [Parameter] public string? Id { get; set; }

    [Parameter] public string? Value { get; set; }

    [Parameter] public string? Hint { get; set; }

    [Parameter] public string? Error { get; set; }

    [Parameter] public bool Required { get; set; }

    [Parameter] public bool Disabled { get; set; }

    /// <summary>The label stays for readers only.</summary>
    [Parameter] public bool HideLabel { get; set; }

    [Parameter] public string? Class { get; set; }

    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? More { get; set; }

    private protected string ControlId => Id ?? Name;

    private protected string? DescribedBy => FieldIds.Describe(ControlId, Hint, Error);

    private protected string? Invalid => Error is null ? null : "true";
}
