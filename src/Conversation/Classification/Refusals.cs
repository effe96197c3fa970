using Banzhang.Kernel;

namespace Banzhang.Conversation.Classification;

/// <summary>There is too little to learn from.</summary>
public sealed record TooFewSamples(int Count, int Least) : Invalid("")
{
    public override object[] Arguments => [Count, Least];
}

/// <summary>All samples have the same label, so that there is nothing to tell apart.</summary>
public sealed record OnlyOneLabel(string Label) : Invalid("")
{
    public override object[] Arguments => [Label];
}

/// <summary>The file is no model, or one of a version this program does not read.</summary>
public sealed record ModelIsUnreadable(string Detail) : Invalid("")
{
    public override object[] Arguments => [Detail];
}

/// <summary>The table has no such column.</summary>
public sealed record ColumnIsMissing(string Column, string Known) : Invalid(Column)
{
    public override object[] Arguments => [Column, Known];
}

/// <summary>There is not even a heading.</summary>
public sealed record TableIsEmpty() : Invalid("");

/// <summary>A row has more or fewer cells than the heading. <paramref name="Line"/> counts from 1, the heading included.</summary>
public sealed record RowHasOtherWidth(long Line, int Cells, int Columns, string Heading) : Invalid("")
{
    public override object[] Arguments => [Line, Cells, Columns, Heading];
}

/// <summary>The text ends within a quoted cell; <paramref name="Line"/> is where its row began.</summary>
public sealed record QuoteIsOpen(long Line) : Invalid("")
{
    public override object[] Arguments => [Line];
}

/// <summary>A row of the table cannot be read. <paramref name="Line"/> counts from 1, the heading included.</summary>
public sealed record RowIsBroken(long Line, string Detail) : Invalid("")
{
    public override object[] Arguments => [Line, Detail];
}
