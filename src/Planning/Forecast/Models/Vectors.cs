using System.Numerics;
using System.Runtime.InteropServices;

namespace Banzhang.Planning.Forecast.Models;

/// <summary>Sums over rows of numbers, several at a time.</summary>
internal static class Vectors
{
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var many = MemoryMarshal.Cast<double, Vector<double>>(left);
        var others = MemoryMarshal.Cast<double, Vector<double>>(right);
        var sums = Vector<double>.Zero;
        for (var i = 0; i < many.Length; i++)
        {
            sums += many[i] * others[i];
        }

        var sum = Vector.Sum(sums);
        for (var i = many.Length * Vector<double>.Count; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    /// <summary>Adds <paramref name="share"/> times <paramref name="what"/>.</summary>
    public static void Add(Span<double> into, double share, ReadOnlySpan<double> what)
    {
        var many = MemoryMarshal.Cast<double, Vector<double>>(into);
        var others = MemoryMarshal.Cast<double, Vector<double>>(what);
        for (var i = 0; i < many.Length; i++)
        {
            many[i] += others[i] * share;
        }

        for (var i = many.Length * Vector<double>.Count; i < into.Length; i++)
        {
            into[i] += what[i] * share;
        }
    }
}
