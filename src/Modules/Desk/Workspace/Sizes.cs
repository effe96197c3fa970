using System.Globalization;

namespace Banzhang.Desk.Workspace;

/// <summary>Lengths of files as people read them.</summary>
internal static class Sizes
{
    private const long Kilo = 1024;

    public static string Text(long bytes) => bytes switch
    {
        < Kilo => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < Kilo * Kilo => string.Create(CultureInfo.InvariantCulture, $"{(bytes + Kilo - 1) / Kilo} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(Kilo * Kilo):0.0} MB"),
    };
}
