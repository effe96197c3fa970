using Banzhang.Kernel;

namespace Banzhang.Platform.Text;

/// <summary>A row of a table file whose number of fields differs from the header's, or with a quote that is not closed.</summary>
public sealed record RowIsBroken(int Line) : Invalid("")
{
    public override object[] Arguments => [Line];
}
