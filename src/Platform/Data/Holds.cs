namespace Banzhang.Platform.Data;

/// <summary>
/// Lets acts of this process that are about the same thing run one after the other, where the database would let them run side by side and
/// neither would see what the other adds. Things share a few hundred places, so two that have nothing to do with each other may wait for each other, rarely.
/// </summary>
internal sealed class Holds : IDisposable
{
    private const int Places = 512;
    private readonly SemaphoreSlim[] _places = [.. Enumerable.Range(0, Places).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits until nobody else holds any of them. Given back by disposing what is returned.</summary>
    public async Task<IDisposable> TakeAsync(IEnumerable<string> things, CancellationToken stop)
    {
        var taken = new Taken();
        try
        {
            // Always in one order: two acts never wait for each other.
            foreach (var place in things.Select(t => (t.GetHashCode(StringComparison.Ordinal) & int.MaxValue) % Places).Distinct().Order())
            {
                await _places[place].WaitAsync(stop);
                taken.Add(_places[place]);
            }

            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var place in _places)
        {
            place.Dispose();
        }
    }

    private sealed class Taken : List<SemaphoreSlim>, IDisposable
    {
        public void Dispose() => ForEach(p => p.Release());
    }
}
