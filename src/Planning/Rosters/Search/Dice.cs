using System.Numerics;

namespace Banzhang.Planning.Rosters.Search;

/// <summary>Random numbers, the same for the same seed on every machine: xoshiro256** (Blackman and Vigna), seeded by splitmix64.</summary>
internal sealed class Dice
{
    private ulong _a, _b, _c, _d;

    public Dice(ulong seed)
    {
        _a = Mix(ref seed);
        _b = Mix(ref seed);
        _c = Mix(ref seed);
        _d = Mix(ref seed);
    }

    public ulong Roll()
    {
        unchecked
        {
            var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            var t = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= t;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>From 0 to below <paramref name="sides"/>, which is at least 1.</summary>
    public int Below(int sides)
    {
        unchecked
        {
            return (int)(((Roll() >> 32) * (ulong)sides) >> 32);
        }
    }

    /// <summary>From 0 to below 1.</summary>
    public double Share() => (Roll() >> 11) * (1.0 / (1UL << 53));

    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var other = Below(i + 1);
            (items[i], items[other]) = (items[other], items[i]);
        }
    }

    private static ulong Mix(ref ulong seed)
    {
        unchecked
        {
            seed += 0x9E3779B97F4A7C15UL;
            var z = seed;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
