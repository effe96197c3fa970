namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>The random numbers of one queue in one run, as exponentials with mean 1; each purpose has its own stream (SplitMix64).</summary>
internal sealed class Draws
{
    private ulong _gaps;
    private ulong _customers;

    public Draws(int seed, int run, int queue)
    {
        _gaps = Mix(Mix(Mix((uint)seed) + (uint)run) + (uint)queue);
        _customers = Mix(_gaps ^ 0x9E3779B97F4A7C15);
    }

    public double NextGap() => Exponential(ref _gaps);

    /// <summary>Drawn together, so that who leaves before being served shifts nobody else's numbers.</summary>
    public (double Service, double Patience) NextCustomer() => (Exponential(ref _customers), Exponential(ref _customers));

    private static double Exponential(ref ulong state)
    {
        state = unchecked(state + 0x9E3779B97F4A7C15);
        return -Math.Log(((Mix(state) >> 11) + 0.5) * (1.0 / (1UL << 53)));
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
