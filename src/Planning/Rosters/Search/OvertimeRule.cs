namespace Banzhang.Planning.Rosters.Search;

/// <summary>
/// Overtime of a line: what its shifts go beyond a day's standard time, and what a span of days (a week, a month) goes beyond its own. Sums of it are
/// limited by pools of spans and over all. A line program cannot count it; it bounds running sums of working time by it, looks afterwards and prices.
/// </summary>
/// <param name="Within">By type: minutes up to a day's standard time.</param>
/// <param name="Beyond">By type: minutes beyond it; overtime whatever the span says.</param>
/// <param name="SpanOf">By day; rising by one from span to span.</param>
/// <param name="Standard">By span: minutes without overtime.</param>
/// <param name="PoolOf">By span.</param>
/// <param name="Most">By pool: most minutes of overtime.</param>
/// <param name="MostTogether">Most minutes of overtime in all pools together.</param>
internal sealed record OvertimeRule(int[] Within, int[] Beyond, int[] SpanOf, int[] Standard, int[] PoolOf, int[] Most, int MostTogether)
{
    /// <summary>Whether the whole line keeps all limits.</summary>
    public bool Keeps(ReadOnlySpan<byte> line)
    {
        Span<int> pools = stackalloc int[Most.Length];
        var together = Sum(line, pools, []);
        return together <= MostTogether && !IsAnyOver(pools);
    }

    /// <summary>What a line leaves of the limits, in minutes: by span of its standard time, by pool and together of overtime; negative where it leaves less than nothing.</summary>
    public int Leave(ReadOnlySpan<byte> line, Span<int> spans, Span<int> pools)
    {
        Span<int> over = stackalloc int[Standard.Length];
        var together = MostTogether - Sum(line, pools, over);
        Standard.CopyTo(spans);
        for (var day = 0; day < line.Length; day++)
        {
            spans[SpanOf[day]] -= Within[line[day]];
        }

        for (var span = 0; span < spans.Length; span++)
        {
            spans[span] = Math.Max(0, spans[span]);
        }

        for (var pool = 0; pool < pools.Length; pool++)
        {
            pools[pool] = Most[pool] - pools[pool];
        }

        return together;
    }

    /// <summary>Marks the spans whose overtime is part of a sum that is too large; false when none is.</summary>
    public bool Blame(ReadOnlySpan<byte> line, Span<bool> blamed)
    {
        Span<int> pools = stackalloc int[Most.Length], over = stackalloc int[Standard.Length];
        var together = Sum(line, pools, over);
        var any = false;
        for (var span = 0; span < over.Length; span++)
        {
            blamed[span] = over[span] > 0 && (together > MostTogether || pools[PoolOf[span]] > Most[PoolOf[span]]);
            any |= blamed[span];
        }

        return any;
    }

    private bool IsAnyOver(ReadOnlySpan<int> pools)
    {
        for (var pool = 0; pool < pools.Length; pool++)
        {
            if (pools[pool] > Most[pool])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Overtime of the line: by pool, by span where asked for, and together.</summary>
    private int Sum(ReadOnlySpan<byte> line, Span<int> pools, Span<int> spans)
    {
        unchecked
        {
            pools.Clear();
            var together = 0;
            for (var day = 0; day < line.Length;)
            {
                var span = SpanOf[day];
                int within = 0, over = 0;
                for (; day < line.Length && SpanOf[day] == span; day++)
                {
                    within += Within[line[day]];
                    over += Beyond[line[day]];
                }

                over += Math.Max(0, within - Standard[span]);
                pools[PoolOf[span]] += over;
                together += over;
                if (!spans.IsEmpty)
                {
                    spans[span] = over;
                }
            }

            return together;
        }
    }
}
