using Banzhang.Kernel;

namespace Banzhang.Platform.Text;

/// <summary>A row of a table file whose number of fields differs from the header's, or with a quote that is not closed.</summary>
public sealed record RowIsBroken(int Line) : Invalid("")
{
    public override object[] Arguments => [Line];
}

/// <summary>A record that is put back holds something that belongs to another here, e.g. the id of a message.</summary>
public sealed record RecordCollides : Conflict;

/// <summary>A line of an import of everything names no kind that is known.</summary>
/// <param name="Named">As it stood in the line.</param>
public sealed record LineIsOfUnknownKind(string Named) : Invalid("kind")
{
    public override object[] Arguments => [Named];
}
