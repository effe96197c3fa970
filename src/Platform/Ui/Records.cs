using Banzhang.Platform.Localisation;

namespace Banzhang.Platform.Ui;

/// <summary>A door in the rail. <paramref name="Key"/> is the letter after <c>g</c>; <paramref name="Pinned"/> stands at the rail's end.</summary>
public sealed record NavItem(string Href, IconName Icon, string Label, int? Count = null, bool Hot = false, bool Current = false, string? Key = null, bool Pinned = false);

public sealed record TabItem(string Text, string Href, bool Current = false, int? Count = null, bool Hot = false, string? DisabledReason = null);

public sealed record Crumb(string Text, string? Href = null);

public sealed record SegmentItem(string Text, string Href, bool Current = false);

/// <summary>A choice of a <see cref="Select"/> or <see cref="RadioGroup"/>; choices with the same group stand together.</summary>
public sealed record Choice(string Value, string Text, string? Hint = null, string? Group = null);

/// <summary>How many files a form takes, how long each may be and all together, in bytes. The server asks again.</summary>
public sealed record FileBounds(int Most, long EachBytes, long AllBytes)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>The bounds in a sentence.</summary>
    public string Sentence => EachBytes < AllBytes
        ? WordBook.Say(Words.FilesHintEach, Most, EachBytes / Mebi, AllBytes / Mebi)
        : WordBook.Say(Words.FilesHint, Most, AllBytes / Mebi);
}

/// <summary>A column's head. <paramref name="SortHref"/> makes it sortable; <paramref name="Figures"/> aligns right.</summary>
public sealed record Column(string Title, bool Figures = false, string? SortHref = null, SortOrder Sorted = SortOrder.None, bool HideTitle = false);

public sealed record Command(string Text, string Href, IconName Icon, string? Keys = null);

public sealed record StepItem(string Name, string? Sub = null, StepState State = StepState.Ahead);

/// <summary>A saved or built-in view in the list beside a queue.</summary>
public sealed record ViewItem(string Text, string Href, IconName Icon, int? Count = null, bool Hot = false, bool Current = false, string? Group = null);

/// <summary>One row of a <see cref="HeatTable"/>; null where nothing was measured.</summary>
public sealed record HeatRow(string Name, IReadOnlyList<double?> Values);

/// <summary>One line or one colour of bars; a null value is a gap, not a zero.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values, SeriesKind Kind);
