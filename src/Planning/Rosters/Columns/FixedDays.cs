using Banzhang.Planning.Rosters.Search;

namespace Banzhang.Planning.Rosters.Columns;

/// <summary>What a dive has decided so far: which days of a block's members are fixed to a type, in which steps, and which types a day is kept from.</summary>
/// <param name="members">Members of the block.</param>
/// <param name="length">Days of the block.</param>
/// <param name="width">Types and off.</param>
internal sealed class FixedDays(int members, int length, int width, Dice dice)
{
    private const byte Free = 255;

    /// <summary>A share that is whole but for rounding, and one that is nearly so and fixed with whatever else is.</summary>
    private const double Whole = 0.999, NearlyWhole = 0.97, Likely = 0.6;

    private readonly byte[] _types = Filled(members * length);
    private readonly ulong[] _forbidden = new ulong[members * length];
    private readonly double[] _share = new double[members * length * width];
    private readonly List<Decision> _log = [];
    private readonly List<int> _stepBegins = [];

    public bool HasSteps => _stepBegins.Count > 0;

    /// <summary>One step: fixes all days that are nearly whole, and so many of the others that are surest. How many of these it was, at least 1; 0 when all lines are whole, null when no day can be fixed.</summary>
    /// <param name="parts">Lines with the share they have in the program.</param>
    /// <param name="noise">How much chance decides between days that are about equally sure.</param>
    public int? FixSurest(IEnumerable<(int Member, byte[] Line, double Share)> parts, int most, double noise)
    {
        var open = Open(parts, noise);
        if (open.TrueForAll(one => one.Share > Whole))
        {
            return 0;
        }

        open.Sort((one, other) => other.Order.CompareTo(one.Order));
        // As long as what a member's fixed days leave out is less than a whole line, some line agrees with all of them.
        var left = new double[members];
        Array.Fill(left, Whole);
        var done = 0;
        _stepBegins.Add(_log.Count);
        foreach (var (share, _, at, type) in open)
        {
            var member = at / length;
            if (left[member] <= 1 - share || (share < NearlyWhole && done >= most) || (share < Likely && done > 0))
            {
                continue;
            }

            left[member] -= 1 - share;
            _types[at] = type;
            _log.Add(new(at, type, false));
            done += share < Whole ? 1 : 0;
        }

        if (_stepBegins[^1] == _log.Count)
        {
            _stepBegins.RemoveAt(_stepBegins.Count - 1);
            return null;
        }

        return Math.Max(1, done);
    }

    /// <summary>
    /// Takes the less sure half of the last step back, and what was forbidden since, which was so only together with it. A step of one day becomes its contrary.
    /// How many days may be fixed next, and whether part of the step is left.
    /// </summary>
    public (int Batch, bool IsPart) TakeBack()
    {
        var begin = _stepBegins[^1];
        var count = _log[begin..].Count(decision => !decision.IsForbidden);
        var (keep, last) = (count / 2, _log[begin]);
        foreach (var decision in _log[(begin + keep)..])
        {
            if (decision.IsForbidden)
            {
                _forbidden[decision.At] &= ~(1UL << decision.Type);
            }
            else
            {
                _types[decision.At] = Free;
            }
        }

        _log.RemoveRange(begin + keep, _log.Count - begin - keep);
        if (keep == 0)
        {
            _stepBegins.RemoveAt(_stepBegins.Count - 1);
            _log.Add(last with { IsForbidden = true });
            _forbidden[last.At] |= 1UL << last.Type;
        }

        return (Math.Max(1, keep / 2), keep > 0);
    }

    /// <summary>Whether the member's line agrees with what is decided.</summary>
    public bool Allows(int member, ReadOnlySpan<byte> line)
    {
        for (var day = 0; day < length; day++)
        {
            if (!Allows(member, day, line[day]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Allows(int member, int day, int type)
    {
        var at = (member * length) + day;
        return (_types[at] == Free || _types[at] == type) && (_forbidden[at] >> type & 1) == 0;
    }

    private List<(double Share, double Order, int At, byte Type)> Open(IEnumerable<(int Member, byte[] Line, double Share)> parts, double noise)
    {
        Array.Clear(_share);
        foreach (var (member, line, part) in parts)
        {
            for (var day = 0; day < length; day++)
            {
                _share[(((member * length) + day) * width) + line[day]] += part;
            }
        }

        var open = new List<(double Share, double Order, int At, byte Type)>();
        for (var at = 0; at < _types.Length; at++)
        {
            if (_types[at] != Free)
            {
                continue;
            }

            var shares = _share.AsSpan(at * width, width);
            var best = 0;
            for (var type = 1; type < width; type++)
            {
                best = shares[type] > shares[best] ? type : best;
            }

            open.Add((shares[best], shares[best] > NearlyWhole ? shares[best] : shares[best] - (noise * dice.Share()), at, (byte)best));
        }

        return open;
    }

    /// <param name="At">Member and day.</param>
    private readonly record struct Decision(int At, byte Type, bool IsForbidden);

    private static byte[] Filled(int count)
    {
        var types = new byte[count];
        Array.Fill(types, Free);
        return types;
    }
}
