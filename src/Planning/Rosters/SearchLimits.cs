namespace Banzhang.Planning.Rosters;

/// <summary>How long and how wide to search.</summary>
/// <param name="Time">After this the best so far is returned; at least a millisecond.</param>
/// <param name="Seed">The same seed, limits and one thread make the same steps; the clock decides only where they end.</param>
/// <param name="Threads">Threads at work, at least 1.</param>
/// <param name="Rounds">Most rounds of improvement a thread after the first roster; null for as many as time allows. With it and one thread the result is the same on every machine.</param>
public sealed record SearchLimits(TimeSpan Time, int Seed = 1, int Threads = 2, int? Rounds = null);

/// <summary>Where the search is.</summary>
/// <param name="Elapsed">Since its start.</param>
/// <param name="Cost">Of the best roster so far.</param>
/// <param name="Bound">No roster costs less; null while none is known.</param>
/// <param name="Phase">What found it.</param>
public sealed record SearchProgress(TimeSpan Elapsed, long Cost, long? Bound, SearchPhase Phase);

/// <summary>The parts of the search.</summary>
public enum SearchPhase
{
    Construction = 1,
    Walk,
    Columns,
    Block,
}

/// <summary>What the search counted.</summary>
/// <param name="Moves">Small moves tried.</param>
/// <param name="Lines">Runs of the exact line program.</param>
/// <param name="Pivots">Pivots of the master program.</param>
/// <param name="Blocks">Blocks of employees and days chosen anew.</param>
/// <param name="FirstRoster">When the first roster without violation stood.</param>
/// <param name="Beginnings">Times a thread that stood still began elsewhere.</param>
public sealed record SearchCounts(long Moves, long Lines, long Pivots, long Blocks, TimeSpan FirstRoster, long Beginnings);
