using Banzhang.Planning.Rosters.Lines;

namespace Banzhang.Planning.Rosters.Search;

/// <summary>The threads of one search. The first proves the bound; all walk and choose blocks anew, and share the best roster.</summary>
internal static class SearchTeam
{
    /// <summary>Searches until time, rounds or the bound end it; where the first thread's construction ended without a roster, or null.</summary>
    /// <param name="start">A roster to begin with, or null.</param>
    public static Stuck? Run(SearchProblem problem, Incumbent incumbent, SearchLimits limits, SearchStart? start)
    {
        var others = new List<Thread>();
        Exception? fault = null;
        for (var number = 1; number < limits.Threads; number++)
        {
            var mine = number;
            var thread = new Thread(() =>
            {
                try
                {
                    new Searcher(problem, incumbent, limits, mine).Run(start);
                }
                catch (Exception caught) when (caught is not OutOfMemoryException)
                {
                    fault = caught;
                }
            })
            { IsBackground = true, Name = $"roster {mine}" };
            thread.Start();
            others.Add(thread);
        }

        var stuck = new Searcher(problem, incumbent, limits, 0).Run(start);
        foreach (var thread in others)
        {
            thread.Join();
        }

        if (fault is not null)
        {
            throw new InvalidOperationException("A search thread failed.", fault);
        }

        return stuck;
    }
}
