using Banzhang.Kernel;

namespace Banzhang.Planning.Rosters.Benchmark;

/// <summary>
/// Reads the text format of the public benchmark: sections, one entry a line, fields separated by commas, <c>#</c> starts a comment line.
/// Refuses with <see cref="FileUnusable"/> at the first line that cannot be used.
/// </summary>
public static class InstanceReader
{
    internal const int MostDays = 3_660, MostStaff = 10_000, MostShifts = 63, MostMinutes = 10_000_000, MostWeight = 10_000, MostRequired = 10_000;

    /// <summary>Numbers of four bytes that one array of a search may hold: 200 MB.</summary>
    internal const long MostNumbers = 50_000_000;

    /// <param name="file">Name for messages.</param>
    /// <param name="text">Content of the file.</param>
    public static Outcome<ShiftInstance> Read(string file, string text)
    {
        try
        {
            return new InstanceText(file, text).Read();
        }
        catch (UnusableLineException fault)
        {
            return fault.Refusal;
        }
    }
}
