using Microsoft.AspNetCore.Components;

namespace Banzhang.Platform.Ui;

/// <summary>A table with sticky head, sorting by link, actions per row and, where <see cref="BulkAction"/> is given, a selection.</summary>
public sealed partial class DataTable<TRow>
{
    /// <summary>What the table lists, for readers.</summary>
    [Parameter, EditorRequired] public string Caption { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<Column> Columns { get; set; } = [];

    [Parameter, EditorRequired] public IReadOnlyList<TRow> Rows { get; set; } = [];

    /// <summary>The <c>td</c>s of one row, one per column.</summary>
    [Parameter, EditorRequired] public RenderFragment<TRow> Cells { get; set; } = _ => _ => { };

    /// <summary>Stable key of a row: its element is <c>{Id}-{key}</c>, and its checkbox posts the key.</summary>
    [Parameter, EditorRequired] public Func<TRow, string> RowKey { get; set; } = _ => "";

    /// <summary>What a row is called, for the checkbox.</summary>
    [Parameter] public Func<TRow, string>? RowName { get; set; }

    [Parameter] public Func<TRow, bool>? IsCurrent { get; set; }

    [Parameter, EditorRequired] public string Id { get; set; } = "";

    [Parameter] public RenderFragment<TRow>? RowActions { get; set; }

    /// <summary>Where the selection is posted; the buttons in <see cref="BulkActions"/> may override it with formaction.</summary>
    [Parameter] public string? BulkAction { get; set; }

    [Parameter] public RenderFragment? BulkActions { get; set; }

    /// <summary>Name under which the chosen keys are posted.</summary>
    [Parameter] public string PickName { get; set; } = "Keys";

    [Parameter] public bool Compact { get; set; }

    /// <summary>The first column of the rows stays in sight when the table scrolls sideways on a narrow screen.</summary>
    [Parameter] public bool PinFirst { get; set; } = true;

    /// <summary>Drawn instead of the rows when there are none.</summary>
    [Parameter] public RenderFragment? Empty { get; set; }

    private int Width => Columns.Count + (BulkAction is null ? 0 : 1) + (RowActions is null ? 0 : 1);

    private string RowId(TRow row) => $"{Id}-{RowKey(row)}";

    private static string? AriaSort(Column column) => column.Sorted switch
    {
        SortOrder.None => null,
        SortOrder.Ascending => "ascending",
        SortOrder.Descending => "descending",
    };

    private static IconName SortIcon(Column column) => column.Sorted switch
    {
        SortOrder.None => IconName.ChevUd,
        SortOrder.Ascending => IconName.SortUp,
        SortOrder.Descending => IconName.SortDown,
    };
}
