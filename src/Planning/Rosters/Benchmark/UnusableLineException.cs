namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>Leaves the reader at the first unusable line; caught by the readers, never seen outside.</summary>
internal sealed class UnusableLineException(FileUnusable refusal) : Exception(refusal.Code)
{
    public FileUnusable Refusal { get; } = refusal;
}
